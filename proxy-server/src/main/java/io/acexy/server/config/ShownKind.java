package io.acexy.server.config;

import io.acexy.server.settings.ValueKind;

/** A name for people. */
enum ShownKind implements ValueKind<String> {
    INSTANCE;

    private static final int LONGEST = 64;

    @Override
    public String parse(String text) {
        String name = text.strip();
        check(name);
        return name;
    }

    @Override
    public void check(String value) {
        if (value.isBlank() || value.length() > LONGEST || value.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("it is empty, too long, or has characters that cannot be shown");
        }
    }

    @Override
    public String print(String value) {
        return value;
    }

    @Override
    public String form() {
        return "a name of up to " + LONGEST + " characters";
    }
}
