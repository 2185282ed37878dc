package io.acexy.simulator.engine;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/** Makes the engine's JSON answers and their envelopes. */
final class Json {

    private static final JsonFactory FACTORY = new JsonFactory();

    /** Writes one value. */
    interface Value {
        void write(JsonGenerator out) throws IOException;
    }

    private Json() {}

    static String of(Value value) {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = FACTORY.createGenerator(text)) {
            value.write(out);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory does not fail", e);
        }
        return text.toString();
    }

    /** {@code {"response": ..., "error": null}}, as starts and session calls answer. */
    static String response(Value value) {
        return of(out -> {
            out.writeStartObject();
            out.writeFieldName("response");
            value.write(out);
            out.writeNullField("error");
            out.writeEndObject();
        });
    }

    /** {@code {"response": null, "error": "..."}}. */
    static String error(String message) {
        return of(out -> {
            out.writeStartObject();
            out.writeNullField("response");
            out.writeStringField("error", message);
            out.writeEndObject();
        });
    }

    /** {@code {"result": ...}}, as the server API answers. */
    static String result(Value value) {
        return of(out -> {
            out.writeStartObject();
            out.writeFieldName("result");
            value.write(out);
            out.writeEndObject();
        });
    }

    /** {@code {"error": {"message": "...", "code": n}}}, as the server API fails. */
    static String apiError(String message, int code) {
        return of(out -> {
            out.writeStartObject();
            out.writeObjectFieldStart("error");
            out.writeStringField("message", message);
            out.writeNumberField("code", code);
            out.writeEndObject();
            out.writeEndObject();
        });
    }
}
