package io.acexy.server.config;

import io.acexy.server.settings.ValueKind;
import java.util.Locale;

/** The engines' scheme: a setting of the Go acexy that is kept, with the one value that works. */
enum SchemeKind implements ValueKind<String> {
    INSTANCE;

    private static final String HTTP = "http";

    @Override
    public String parse(String text) {
        String scheme = text.toLowerCase(Locale.ROOT);
        check(scheme);
        return scheme;
    }

    @Override
    public void check(String value) {
        if (!value.equals(HTTP)) {
            throw new IllegalArgumentException("engines speak plain http");
        }
    }

    @Override
    public String print(String value) {
        return value;
    }

    @Override
    public String form() {
        return HTTP;
    }
}
