package io.acexy.simulator.orchestrator;

import java.util.LinkedHashMap;
import java.util.Map;

/** A JSON object in the order of its fields. */
final class JsonObject extends LinkedHashMap<String, Object> {

    static JsonObject of(String name, Object value) {
        return new JsonObject().with(name, value);
    }

    /** Adds a field and returns this object. */
    JsonObject with(String name, Object value) {
        put(name, value);
        return this;
    }

    /** Adds a field unless its value is null, as Go's {@code omitempty} does. */
    JsonObject withPresent(String name, Object value) {
        if (value != null) {
            put(name, value);
        }
        return this;
    }

    /** A field's text, or null if it is absent or no text. */
    String text(String name) {
        return get(name) instanceof String text ? text : null;
    }

    /** A field's object, empty if it is absent or no object. */
    JsonObject object(String name) {
        return get(name) instanceof JsonObject object ? object : new JsonObject();
    }

    /** The text fields of a field's object. */
    Map<String, String> texts(String name) {
        Map<String, String> texts = new LinkedHashMap<>();
        object(name).forEach((key, value) -> {
            if (value instanceof String text) {
                texts.put(key, text);
            }
        });
        return texts;
    }
}
