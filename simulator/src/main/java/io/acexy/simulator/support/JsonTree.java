package io.acexy.simulator.support;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** JSON as plain values: maps, lists, strings, numbers, booleans and null. */
public final class JsonTree {

    private static final JsonFactory FACTORY = new JsonFactory();
    private static final int MAX_DEPTH = 32;

    /**
     * What a text is.
     *
     * @param value its value; null also where it is no JSON
     * @param errorAt the offset at which it ceases to be JSON, -1 where it is JSON
     */
    public record Parsed(Object value, int errorAt) {}

    private JsonTree() {}

    public static Parsed parse(String text) {
        try (JsonParser in = FACTORY.createParser(text)) {
            if (in.nextToken() == null) {
                return new Parsed(null, 0);
            }
            Object value = value(in, 0);
            return in.nextToken() == null ? new Parsed(value, -1) : new Parsed(null, offset(in));
        } catch (JacksonException e) {
            return new Parsed(null, (int) Math.max(0, e.getLocation().getCharOffset()));
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory does not fail", e);
        }
    }

    private static int offset(JsonParser in) {
        return (int) Math.max(0, in.currentLocation().getCharOffset());
    }

    private static Object value(JsonParser in, int depth) throws IOException {
        if (depth > MAX_DEPTH) {
            throw new JsonParseException(in, "nested too deep");
        }
        return switch (in.currentToken()) {
            case START_OBJECT -> object(in, depth);
            case START_ARRAY -> array(in, depth);
            case VALUE_STRING -> in.getText();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> in.getNumberValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> null;
        };
    }

    private static JsonObject object(JsonParser in, int depth) throws IOException {
        JsonObject object = new JsonObject();
        while (in.nextToken() != JsonToken.END_OBJECT) {
            String name = in.currentName();
            in.nextToken();
            object.put(name, value(in, depth + 1));
        }
        return object;
    }

    private static List<Object> array(JsonParser in, int depth) throws IOException {
        List<Object> array = new ArrayList<>();
        while (in.nextToken() != JsonToken.END_ARRAY) {
            array.add(value(in, depth + 1));
        }
        return array;
    }

    public static String write(Object value) {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = FACTORY.createGenerator(text)) {
            write(out, value);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory does not fail", e);
        }
        return text.toString();
    }

    private static void write(JsonGenerator out, Object value) throws IOException {
        if (value instanceof Map<?, ?> object) {
            out.writeStartObject();
            for (Map.Entry<?, ?> field : object.entrySet()) {
                out.writeFieldName(field.getKey().toString());
                write(out, field.getValue());
            }
            out.writeEndObject();
        } else if (value instanceof Iterable<?> array) {
            out.writeStartArray();
            for (Object element : array) {
                write(out, element);
            }
            out.writeEndArray();
        } else if (value instanceof Number number) {
            out.writeNumber(number.toString());
        } else if (value instanceof Boolean flag) {
            out.writeBoolean(flag);
        } else if (value == null) {
            out.writeNull();
        } else {
            out.writeString(value.toString());
        }
    }
}
