package io.acexy.simulator.orchestrator;

import io.acexy.simulator.support.JsonObject;
import java.util.Map;

/**
 * The body of a started event, whatever the dialect; what is absent is null. It has passed the checks, or a lenient dialect
 * takes it as it is.
 *
 * @param containerId the engine's container, as the sender says
 * @param engine {@code host} and {@code port}
 * @param stream {@code key_type} and {@code key}: what plays
 * @param session the engine's playback session and its URLs
 * @param contentId dialect B's name of the stream
 * @param labels free
 */
record StartedEvent(
        String containerId,
        JsonObject engine,
        JsonObject stream,
        JsonObject session,
        String contentId,
        Map<String, String> labels) {

    static StartedEvent of(JsonObject body) {
        String containerId = body.text("container_id");
        return new StartedEvent(
                containerId == null ? body.text("engine_id") : containerId,
                body.object("engine"),
                body.object("stream"),
                body.object("session"),
                body.text("content_id"),
                body.texts("labels"));
    }

    String host() {
        return engine.text("host");
    }

    /** 0 if absent. */
    int port() {
        return engine.get("port") instanceof Number number ? number.intValue() : 0;
    }

    boolean isLive() {
        Object value = session.get("is_live");
        return value instanceof Number number ? number.intValue() != 0 : Boolean.TRUE.equals(value);
    }

    /** The stream's name in dialect A. */
    String idInA() {
        return labels.getOrDefault("stream_id", stream.text("key") + "|" + session.text("playback_session_id"));
    }

    /** The stream's name in dialect B, or null. */
    String idInB() {
        return contentId != null && !contentId.isEmpty() ? contentId : stream.text("key");
    }
}
