package io.acexy.simulator.engine;

import io.acexy.simulator.support.JsonObject;
import io.acexy.simulator.support.JsonTree;

/** The envelopes of an engine's JSON answers. */
final class Json {

    private Json() {}

    static String text(JsonObject whole) {
        return JsonTree.write(whole);
    }

    /** {@code {"response": ..., "error": null}}, as starts and session calls answer. */
    static String response(Object value) {
        return response(value, null);
    }

    /** With what stands for "no error". */
    static String response(Object value, Object noError) {
        return text(JsonObject.of("response", value).with("error", noError));
    }

    /** {@code {"response": null, "error": "..."}}. */
    static String error(String message) {
        return response(null, message);
    }

    /** {@code {"result": ...}}, as the server API answers. */
    static String result(Object value) {
        return text(JsonObject.of("result", value));
    }

    /** {@code {"error": {"message": "...", "code": n}}}, as the server API fails. */
    static String apiError(String message, int code) {
        return text(JsonObject.of("error", JsonObject.of("message", message).with("code", code)));
    }
}
