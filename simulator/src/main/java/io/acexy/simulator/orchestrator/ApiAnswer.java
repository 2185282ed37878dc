package io.acexy.simulator.orchestrator;

import io.acexy.simulator.support.JsonObject;
import io.acexy.simulator.support.JsonTree;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An answer before it travels.
 *
 * @param fate whether it travels at all
 * @param status HTTP status
 * @param type media type
 * @param body text
 * @param headers further headers
 */
record ApiAnswer(Fate fate, int status, String type, String body, Map<String, String> headers) {

    enum Fate {
        SENT,
        /** Never sent; the connection stays open. */
        SILENCE,
        /** The connection is reset instead. */
        RESET
    }

    private static final String JSON = "application/json";
    private static final String TEXT = "text/plain; charset=utf-8";

    static ApiAnswer json(int status, Object tree) {
        return new ApiAnswer(Fate.SENT, status, JSON, JsonTree.write(tree), Map.of());
    }

    static ApiAnswer ok(Object tree) {
        return json(200, tree);
    }

    static ApiAnswer text(int status, String body) {
        return new ApiAnswer(Fate.SENT, status, TEXT, body, Map.of());
    }

    static ApiAnswer html(int status, String body) {
        return new ApiAnswer(Fate.SENT, status, "text/html", body, Map.of());
    }

    /** FastAPI's answer to an exception that nobody caught. */
    static ApiAnswer uncaught() {
        return text(500, "Internal Server Error");
    }

    /** FastAPI's errors. */
    static ApiAnswer detail(int status, Object detail) {
        return json(status, JsonObject.of("detail", detail));
    }

    /** Dialect B's errors. */
    static ApiAnswer error(int status, String message) {
        return json(status, JsonObject.of("error", message));
    }

    ApiAnswer with(String header, Object value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value.toString());
        return new ApiAnswer(fate, status, type, body, more);
    }

    ApiAnswer withFate(Fate value) {
        return new ApiAnswer(value, status, type, body, headers);
    }
}
