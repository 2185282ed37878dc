package io.acexy.server.config;

import io.acexy.server.settings.ValueKind;

/** The id of a device, or nothing. */
enum DeviceIdKind implements ValueKind<String> {
    INSTANCE;

    @Override
    public String parse(String text) {
        String id = text.strip();
        check(id);
        return id;
    }

    @Override
    public void check(String value) {
        if (!value.isEmpty()) {
            DeviceId.parse(value);
        }
    }

    @Override
    public String print(String value) {
        return value;
    }

    @Override
    public String form() {
        return "eight hexadecimal digits such as 105A0F30, or empty for one that is chosen";
    }
}
