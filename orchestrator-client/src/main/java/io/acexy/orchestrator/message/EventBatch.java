package io.acexy.orchestrator.message;

import java.util.List;

/**
 * Several events in one call. The orchestrator handles all of {@code started} before any of {@code ended}: two events whose
 * order matters do not belong in one batch.
 *
 * @param started streams that began
 * @param ended streams that are over
 */
public record EventBatch(List<StreamStarted> started, List<StreamEnded> ended) {

    public EventBatch {
        started = List.copyOf(started);
        ended = List.copyOf(ended);
    }
}
