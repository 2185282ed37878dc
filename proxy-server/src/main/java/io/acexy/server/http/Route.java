package io.acexy.server.http;

import io.netty.handler.codec.http.HttpMethod;
import java.util.Map;
import java.util.Set;

/**
 * One entry of the route table.
 *
 * @param method a route for GET serves HEAD too, where HEAD has none of its own
 * @param pattern a path, whose segments in braces are variables: {@code /api/v1/streams/{infohash}/move}
 * @param area what it belongs to, which decides who may
 * @param handler answers
 */
public record Route(HttpMethod method, String pattern, Area area, Handler handler) {

    /** Variables whose values anybody may read. */
    private static final Set<String> NAMES = Set.of("id", "infohash", "channel");

    public Route {
        if (!pattern.startsWith("/")) {
            throw new IllegalArgumentException("a path begins with a slash: " + pattern);
        }
    }

    /** The pattern, with those of the variables that name a thing; the others may be somebody's key. */
    String shown(Map<String, String> variables) {
        String shown = pattern;
        for (Map.Entry<String, String> variable : variables.entrySet()) {
            if (NAMES.contains(variable.getKey())) {
                shown = shown.replace("{" + variable.getKey() + "}", variable.getValue());
            }
        }
        return shown;
    }

    boolean isLiteral() {
        return pattern.indexOf('{') < 0;
    }
}
