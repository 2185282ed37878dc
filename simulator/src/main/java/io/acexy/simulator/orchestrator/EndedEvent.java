package io.acexy.simulator.orchestrator;

import io.acexy.simulator.support.JsonObject;

/**
 * The body of an ended event; what is absent is null.
 *
 * @param containerId the engine's container
 * @param streamId the stream as the sender named it
 * @param contentId dialect B's name of the stream
 * @param reason why it ended
 */
record EndedEvent(String containerId, String streamId, String contentId, String reason) {

    static EndedEvent of(JsonObject body) {
        return new EndedEvent(
                emptyToNull(body.text("container_id")),
                emptyToNull(body.text("stream_id")),
                emptyToNull(body.text("content_id")),
                body.text("reason"));
    }

    private static String emptyToNull(String text) {
        return text == null || text.isEmpty() ? null : text;
    }
}
