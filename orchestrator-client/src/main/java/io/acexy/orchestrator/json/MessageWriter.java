package io.acexy.orchestrator.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.acexy.orchestrator.message.EventBatch;
import io.acexy.orchestrator.message.ProvisionRequest;
import io.acexy.orchestrator.message.StreamEnded;
import io.acexy.orchestrator.message.StreamStarted;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Bodies of our requests. Each is one that every dialect accepts, so that nothing here asks which one is listening. */
public final class MessageWriter {

    private static final JsonFactory FACTORY = new JsonFactory();

    private MessageWriter() {}

    /** The body of a provisioning call. */
    public static byte[] provision(ProvisionRequest request) {
        return write(json -> {
            json.writeStartObject();
            writeStrings(json, "labels", request.labels());
            writeStrings(json, "env", request.env());
            if (request.hostPort().isPresent()) {
                json.writeNumberField("host_port", request.hostPort().getAsInt());
            }
            json.writeEndObject();
        });
    }

    /** The body of a call that says nothing. */
    public static byte[] nothing() {
        return "{}".getBytes(StandardCharsets.US_ASCII);
    }

    /** The body of {@code stream_started}. */
    public static byte[] started(StreamStarted event) {
        return write(json -> writeStarted(json, event));
    }

    /** The body of {@code stream_ended}. */
    public static byte[] ended(StreamEnded event) {
        return write(json -> writeEnded(json, event));
    }

    /** The body of {@code events/batch}. */
    public static byte[] batch(EventBatch batch) {
        return write(json -> {
            json.writeStartObject();
            json.writeArrayFieldStart("started");
            for (StreamStarted event : batch.started()) {
                writeStarted(json, event);
            }
            json.writeEndArray();
            json.writeArrayFieldStart("ended");
            for (StreamEnded event : batch.ended()) {
                writeEnded(json, event);
            }
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    private static void writeStarted(JsonGenerator json, StreamStarted event) throws IOException {
        json.writeStartObject();
        json.writeStringField("container_id", event.containerId());
        json.writeStringField("content_id", event.key());
        json.writeObjectFieldStart("engine");
        json.writeStringField("host", event.host());
        json.writeNumberField("port", event.port());
        json.writeEndObject();
        json.writeObjectFieldStart("stream");
        json.writeStringField("key_type", event.keyType().wireName());
        json.writeStringField("key", event.key());
        json.writeEndObject();
        json.writeObjectFieldStart("session");
        json.writeStringField("playback_session_id", event.session().id());
        json.writeStringField("stat_url", event.session().statUrl().toString());
        json.writeStringField("command_url", event.session().commandUrl().toString());
        json.writeNumberField("is_live", event.session().live() ? 1 : 0);
        json.writeEndObject();
        json.writeObjectFieldStart("labels");
        json.writeStringField("stream_id", event.streamId());
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void writeEnded(JsonGenerator json, StreamEnded event) throws IOException {
        json.writeStartObject();
        json.writeStringField("container_id", event.containerId());
        json.writeStringField("stream_id", event.streamId());
        json.writeStringField("content_id", event.contentId());
        json.writeStringField("reason", event.reason().wireName());
        json.writeEndObject();
    }

    private static void writeStrings(JsonGenerator json, String name, Map<String, String> values) throws IOException {
        json.writeObjectFieldStart(name);
        for (Map.Entry<String, String> value : values.entrySet()) {
            json.writeStringField(value.getKey(), value.getValue());
        }
        json.writeEndObject();
    }

    private static byte[] write(Body body) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
            body.writeTo(json);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    private interface Body {
        void writeTo(JsonGenerator json) throws IOException;
    }
}
