package io.acexy.server.settings;

/** A key that goes into a header, or nothing. */
public enum KeyKind implements ValueKind<String> {
    INSTANCE;

    private static final int MAX = 4096;

    @Override
    public String parse(String text) {
        String key = text.strip();
        check(key);
        return key;
    }

    @Override
    public void check(String value) {
        if (value.length() > MAX || value.chars().anyMatch(c -> c <= ' ' || c >= 0x7f)) {
            throw new IllegalArgumentException("it has characters that no header can carry");
        }
    }

    @Override
    public String print(String value) {
        return value;
    }

    @Override
    public String form() {
        return "printable ASCII without spaces, or empty for none";
    }
}
