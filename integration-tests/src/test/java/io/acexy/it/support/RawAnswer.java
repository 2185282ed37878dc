package io.acexy.it.support;

import java.util.Locale;
import java.util.Map;

/**
 * An answer as it came over the wire.
 *
 * @param version such as {@code HTTP/1.1}
 * @param headers names in lower case; of equal ones the last
 * @param body without its framing; empty where there is none
 */
public record RawAnswer(String version, int status, Map<String, String> headers, String body) {

    /** The value of a header, or null. */
    public String header(String name) {
        return headers.get(name.toLowerCase(Locale.ROOT));
    }
}
