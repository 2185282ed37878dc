package io.acexy.server.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Writes the JSON object that an answer's body is. */
public final class JsonBody {

    private static final JsonFactory JSON = new JsonFactory();

    /** Writes the fields of an object. */
    @FunctionalInterface
    public interface Fields {

        void writeTo(JsonGenerator json) throws IOException;
    }

    private JsonBody() {}

    public static byte[] of(Fields fields) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(512);
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            fields.writeTo(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return out.toByteArray();
    }
}
