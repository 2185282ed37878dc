package io.acexy.orchestrator.event;

import io.acexy.orchestrator.time.Backoff;

/**
 * How events are delivered.
 *
 * @param waiting events that may wait for delivery
 * @param batch events in one call where batches are offered
 * @param backoff waits between tries where the orchestrator names none
 */
public record EventConfig(int waiting, int batch, Backoff backoff) {

    public EventConfig {
        if (waiting < 2) {
            throw new IllegalArgumentException("the event queue must be at least 2, not " + waiting);
        }
        if (batch < 1) {
            throw new IllegalArgumentException("the event batch must be at least 1, not " + batch);
        }
    }
}
