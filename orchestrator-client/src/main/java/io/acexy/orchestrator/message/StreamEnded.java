package io.acexy.orchestrator.message;

/**
 * A session is over. All three names go out together, for each dialect finds the stream by another one; a message that
 * names only the container would end somebody else's stream.
 *
 * @param containerId the engine's container
 * @param streamId as in {@link StreamStarted#streamId()}
 * @param contentId the content's key
 * @param reason why
 */
public record StreamEnded(String containerId, String streamId, String contentId, EndReason reason) {

    public StreamEnded {
        if (containerId.isBlank() || streamId.isBlank() || contentId.isBlank()) {
            throw new IllegalArgumentException("an ended stream is named by container, stream and content");
        }
    }
}
