package io.acexy.server.api;

import com.fasterxml.jackson.core.JsonGenerator;
import io.acexy.core.engine.Engine;
import io.acexy.core.mpegts.Span;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Fields as all bodies have them: what has nothing to say is missing, spans are seconds. */
final class Fields {

    private Fields() {}

    /** Writes one element of a list. */
    @FunctionalInterface
    interface Writer<T> {

        void write(JsonGenerator json, T element) throws IOException;
    }

    static void text(JsonGenerator json, String name, String value) throws IOException {
        if (value != null) {
            json.writeStringField(name, value);
        }
    }

    static void seconds(JsonGenerator json, String name, Duration value) throws IOException {
        if (value != null) {
            json.writeNumberField(name, value.toMillis() / 1_000.0);
        }
    }

    static void engine(JsonGenerator json, String name, Engine engine) throws IOException {
        if (engine != null) {
            json.writeObjectFieldStart(name);
            json.writeStringField("name", engine.id());
            json.writeStringField("tag", engine.tag());
            json.writeStringField("address", engine.authority());
            json.writeStringField("kind", engine.isProxy() ? "proxy" : "engine");
            json.writeEndObject();
        }
    }

    /** Missing where nothing was measured. */
    static void span(JsonGenerator json, String name, Optional<Span> span) throws IOException {
        if (span.isPresent()) {
            json.writeObjectFieldStart(name);
            json.writeNumberField("min", rounded(span.get().min()));
            json.writeNumberField("mean", rounded(span.get().mean()));
            json.writeNumberField("max", rounded(span.get().max()));
            json.writeEndObject();
        }
    }

    /** To three digits. */
    static double rounded(double value) {
        return Math.round(value * 1_000) / 1_000.0;
    }

    /** An array of objects. */
    static <T> void list(JsonGenerator json, String name, List<T> elements, Writer<T> writer) throws IOException {
        json.writeArrayFieldStart(name);
        for (T element : elements) {
            json.writeStartObject();
            writer.write(json, element);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** The part of a list that was asked for, and how long the list is. */
    static <T> void page(JsonGenerator json, String name, Page page, List<T> all, Writer<T> writer) throws IOException {
        json.writeNumberField("total", all.size());
        json.writeNumberField("offset", page.offset());
        json.writeNumberField("limit", page.limit());
        list(json, name, page.of(all), writer);
    }
}
