package io.acexy.server.api;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A JSON document in memory, for those who want to walk through it: objects are maps in their order, arrays are lists. */
final class JsonTree {

    private final Map<String, Object> root;

    private JsonTree(Map<String, Object> root) {
        this.root = root;
    }

    static JsonTree of(String text) {
        try (JsonParser parser = new JsonFactory().createParser(text)) {
            parser.nextToken();
            return new JsonTree(object(read(parser)));
        } catch (IOException e) {
            throw new UncheckedIOException("not JSON", e);
        }
    }

    private static Object read(JsonParser parser) throws IOException {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.START_OBJECT) {
            Map<String, Object> fields = new LinkedHashMap<>();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                fields.put(name, read(parser));
            }
            return fields;
        }
        if (token == JsonToken.START_ARRAY) {
            List<Object> elements = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                elements.add(read(parser));
            }
            return elements;
        }
        return parser.getText();
    }

    /** The object at the end of this way; empty where there is none. */
    Map<String, Object> at(String... way) {
        Map<String, Object> here = root;
        for (String step : way) {
            here = object(here.get(step));
        }
        return here;
    }

    @SuppressWarnings("unchecked") // this class has made it
    static Map<String, Object> object(Object value) {
        return value instanceof Map<?, ?> ? (Map<String, Object>) value : Map.of();
    }

    @SuppressWarnings("unchecked") // this class has made it
    static List<Object> list(Object value) {
        return value instanceof List<?> ? (List<Object>) value : List.of();
    }

    static String text(Object value) {
        return value == null ? "" : value.toString();
    }
}
