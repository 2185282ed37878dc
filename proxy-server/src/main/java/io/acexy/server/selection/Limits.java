package io.acexy.server.selection;

import java.time.Duration;

/**
 * Limits of the choice of engines.
 *
 * @param maxStreams streams on one engine at once, at least 1
 * @param askToSelect whether the orchestrator is asked first which engine it would choose
 * @param patience how long one selection may take; less than a start may take, so that a player hears the reason
 * @param stale how long the last list is good for while the orchestrator does not answer
 * @param listedWait how long a provisioned engine may take to be listed
 * @param answerWait how long a new engine may take to answer
 */
record Limits(
        int maxStreams,
        boolean askToSelect,
        Duration patience,
        Duration stale,
        Duration listedWait,
        Duration answerWait) {

    Limits {
        if (maxStreams < 1) {
            throw new IllegalArgumentException("an engine plays at least one stream");
        }
    }
}
