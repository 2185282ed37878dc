package io.acexy.server.http;

import io.netty.util.AsciiString;
import java.util.Locale;

/** What a client likes to read: JSON or text (RFC 9110, 12.5.1). */
final class Accept {

    private Accept() {}

    /** Whether JSON is asked for by name, and text is not liked better. */
    static boolean prefersJson(String header) {
        if (header == null || !AsciiString.containsIgnoreCase(header, "json")) {
            return false; // as players and browsers, whose lists are long
        }
        double json = 0;
        double text = 0;
        for (String range : header.toLowerCase(Locale.ROOT).split(",", 32)) {
            String[] parts = range.split(";", 8);
            switch (parts[0].strip()) {
                case "application/json" -> json = Math.max(json, quality(parts));
                case "text/plain", "text/html", "text/*" -> text = Math.max(text, quality(parts));
                default -> {}
            }
        }
        return json > 0 && json >= text;
    }

    /** The weight of one choice, 0 where it is refused or makes no sense. */
    static double quality(String[] parts) {
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].strip();
            if (parameter.startsWith("q=")) {
                try {
                    return Double.parseDouble(parameter.substring(2));
                } catch (NumberFormatException e) {
                    return 0;
                }
            }
        }
        return 1;
    }
}
