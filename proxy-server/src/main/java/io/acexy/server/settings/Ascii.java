package io.acexy.server.settings;

import java.util.Locale;

/** Names of settings and values are ASCII, whatever the machine's locale does to letters. */
final class Ascii {

    private Ascii() {}

    static String lowerCase(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    static String upperCase(String text) {
        return text.toUpperCase(Locale.ROOT);
    }
}
