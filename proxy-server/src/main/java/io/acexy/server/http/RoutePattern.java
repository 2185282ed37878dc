package io.acexy.server.http;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The path of a route, taken apart once, so that a request need not. Immutable.
 *
 * @param route whose it is
 * @param segments what lies between its slashes; those in braces are variables
 */
record RoutePattern(Route route, List<String> segments) {

    static RoutePattern of(Route route) {
        return new RoutePattern(route, segments(route.pattern()));
    }

    /** What lies between the slashes of a path; the first is what stands before the first slash. */
    static List<String> segments(String path) {
        return List.of(path.split("/", -1));
    }

    /** The variables of a path that fits; nothing where it does not. */
    Optional<Map<String, String>> match(List<String> given) {
        if (given.size() != segments.size()) {
            return Optional.empty();
        }
        for (int i = 0; i < segments.size(); i++) {
            if (!isVariable(segments.get(i)) && !segments.get(i).equals(given.get(i))) {
                return Optional.empty();
            }
        }
        Map<String, String> variables = new LinkedHashMap<>();
        for (int i = 0; i < segments.size(); i++) {
            if (isVariable(segments.get(i))) {
                variables.put(segments.get(i).substring(1, segments.get(i).length() - 1), given.get(i));
            }
        }
        return Optional.of(variables);
    }

    private static boolean isVariable(String segment) {
        return segment.startsWith("{") && segment.endsWith("}");
    }
}
