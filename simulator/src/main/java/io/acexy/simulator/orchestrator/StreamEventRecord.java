package io.acexy.simulator.orchestrator;

/**
 * A stream event that was carried out.
 *
 * @param kind what it said
 * @param streamId the stream as the sender names it: the label, or the id; null if it named none
 * @param containerId the engine as the sender names it, or null
 * @param reason why a stream ended, or null
 * @param effect what came of it
 */
public record StreamEventRecord(Kind kind, String streamId, String containerId, String reason, Effect effect) {

    /** What an event says. */
    public enum Kind {
        STARTED,
        ENDED
    }

    /** What an event does. */
    public enum Effect {
        /** A new stream on a known engine. */
        STARTED,
        /** A known stream, started again. */
        STARTED_AGAIN,
        /** A new stream, on a phantom engine that the event made (A). */
        MADE_PHANTOM,
        /** A new stream that counts for no engine (B). */
        WITHOUT_ENGINE,
        /** The stream that was meant has ended. */
        ENDED,
        /** The stream that was meant had ended before. */
        ENDED_AGAIN,
        /** Another stream than the one that was meant, or any, has ended (A). */
        ENDED_ANOTHER,
        /** Nothing. */
        NOTHING
    }
}
