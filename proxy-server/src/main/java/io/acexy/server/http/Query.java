package io.acexy.server.http;

import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The parameters of a URL, as forgiving as it can be: one that cannot be decoded is left out and remembered, so that only who
 * needs it complains. As many as the longest URL holds. A semicolon separates nothing: it is an ordinary character of a
 * transport file's address.
 *
 * @param parameters decoded, in their order
 * @param broken names of those whose percent signs begin no escape
 */
public record Query(Map<String, List<String>> parameters, Set<String> broken) {

    /** Nothing. */
    public static final Query NONE = new Query(Map.of(), Set.of());

    /** What a page puts before a parameter's name when it escapes a URL that it should not. */
    private static final String ESCAPED_AMPERSAND = "amp;";

    /** Reads what stands behind the question mark. */
    static Query of(String raw) {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        Set<String> broken = new TreeSet<>();
        int start = 0;
        while (start < raw.length()) {
            int end = raw.indexOf('&', start);
            end = end < 0 ? raw.length() : end;
            if (end > start) {
                read(raw.substring(start, end), parameters, broken);
            }
            start = end + 1;
        }
        return new Query(parameters, broken);
    }

    private static void read(String raw, Map<String, List<String>> parameters, Set<String> broken) {
        int equals = raw.indexOf('=');
        String rawName = equals < 0 ? raw : raw.substring(0, equals);
        String name = rawName.startsWith(ESCAPED_AMPERSAND) ? rawName.substring(ESCAPED_AMPERSAND.length()) : rawName;
        try {
            name = QueryStringDecoder.decodeComponent(name);
            String value = equals < 0 ? "" : QueryStringDecoder.decodeComponent(raw.substring(equals + 1));
            parameters.computeIfAbsent(name, first -> new ArrayList<>(1)).add(value);
        } catch (IllegalArgumentException notEscaped) {
            broken.add(name);
        }
    }

    /** Every value of a parameter; none where it is not given. */
    public List<String> all(String name) {
        return parameters.getOrDefault(name, List.of());
    }

    /** The first value of a parameter. */
    public Optional<String> first(String name) {
        List<String> values = all(name);
        return values.isEmpty() ? Optional.empty() : Optional.of(values.get(0));
    }

    /**
     * Complains of a parameter that is needed and cannot be decoded.
     *
     * @throws BadRequestException with a text for the person who typed the URL
     */
    public void require(String name) {
        if (broken.contains(name)) {
            throw new BadRequestException("'" + name + "' has a percent sign that begins no escape such as %20");
        }
    }
}
