package io.acexy.simulator.support;

import java.util.LinkedHashMap;
import java.util.Map;

/** A JSON object in the order of its fields. */
public final class JsonObject extends LinkedHashMap<String, Object> {

    public static JsonObject of(String name, Object value) {
        return new JsonObject().with(name, value);
    }

    /** Adds a field and returns this object. */
    public JsonObject with(String name, Object value) {
        put(name, value);
        return this;
    }

    /** Adds a field unless its value is null, as Go's {@code omitempty} does. */
    public JsonObject withPresent(String name, Object value) {
        if (value != null) {
            put(name, value);
        }
        return this;
    }

    /** A field's text, or null if it is absent or no text. */
    public String text(String name) {
        return get(name) instanceof String text ? text : null;
    }

    /** A field's object, empty if it is absent or no object. */
    public JsonObject object(String name) {
        return get(name) instanceof JsonObject object ? object : new JsonObject();
    }

    /** The text fields of a field's object. */
    public Map<String, String> texts(String name) {
        Map<String, String> texts = new LinkedHashMap<>();
        object(name).forEach((key, value) -> {
            if (value instanceof String text) {
                texts.put(key, text);
            }
        });
        return texts;
    }
}
