package io.acexy.simulator.orchestrator;

import java.util.Map;

/**
 * The body of a started event, whatever the dialect; what is absent is null.
 *
 * @param containerId the engine's container, as the sender says
 * @param host the engine's host
 * @param port the engine's port, 0 if absent
 * @param keyType what the key is
 * @param key what plays
 * @param contentId dialect B's name of the stream
 * @param sessionId the engine's playback session
 * @param statUrl where the session can be asked
 * @param commandUrl where it can be stopped
 * @param live whether it is live
 * @param labels free
 */
record StartedEvent(
        String containerId,
        String host,
        int port,
        String keyType,
        String key,
        String contentId,
        String sessionId,
        String statUrl,
        String commandUrl,
        boolean live,
        Map<String, String> labels) {

    private static final String STREAM_ID = "stream_id";

    /** Of a body that has passed the checks, or that a lenient dialect takes as it is. */
    static StartedEvent of(JsonObject body) {
        JsonObject engine = body.object("engine");
        JsonObject stream = body.object("stream");
        JsonObject session = body.object("session");
        String containerId = body.text("container_id");
        return new StartedEvent(
                containerId == null ? body.text("engine_id") : containerId,
                engine.text("host"),
                engine.get("port") instanceof Number number ? number.intValue() : 0,
                stream.text("key_type"),
                stream.text("key"),
                body.text("content_id"),
                session.text("playback_session_id"),
                session.text("stat_url"),
                session.text("command_url"),
                isTrue(session.get("is_live")),
                body.texts("labels"));
    }

    private static boolean isTrue(Object value) {
        return value instanceof Number number ? number.intValue() != 0 : Boolean.TRUE.equals(value);
    }

    /** The stream's name in dialect A. */
    String idInA() {
        return labels.getOrDefault(STREAM_ID, key + "|" + sessionId);
    }

    /** The stream's name in dialect B, or null. */
    String idInB() {
        return contentId != null && !contentId.isEmpty() ? contentId : key;
    }
}
