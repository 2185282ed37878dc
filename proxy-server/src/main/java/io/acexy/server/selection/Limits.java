package io.acexy.server.selection;

import io.acexy.server.config.OrchestrationPatience;
import java.time.Duration;

/**
 * Limits of the choice of engines.
 *
 * @param maxStreams streams on one engine at once, at least 1
 * @param askToSelect whether the orchestrator is asked first which engine it would choose
 * @param patience how long one selection may take; less than a start may take, so that a player hears the reason
 * @param waits how long to wait for what the orchestrator does
 */
record Limits(int maxStreams, boolean askToSelect, Duration patience, OrchestrationPatience waits) {

    Limits {
        if (maxStreams < 1) {
            throw new IllegalArgumentException("an engine plays at least one stream");
        }
    }
}
