package io.acexy.simulator.orchestrator;

/** What can be asked of an orchestrator, whatever path a dialect has for it. Delays, scripts and counters go by it. */
public enum OrchestratorEndpoint {
    VERSION,
    ENGINES,
    ENGINE,
    HEALTH_SCORE,
    STREAMS,
    STATUS,
    VPN,
    HEALTH,
    READY,
    BREAKER,
    BREAKER_RESET,
    PROVISION,
    RECONCILE,
    SCALE,
    STREAM_STARTED,
    STREAM_ENDED,
    EVENT_BATCH,
    SELECT_ENGINE,
    DELETE_ENGINE,
    /** A look at containers, for which a key is needed. */
    BY_LABEL,
    METRICS,
    /** A path that the dialect does not have. */
    UNKNOWN;

    boolean isEvent() {
        return this == STREAM_STARTED || this == STREAM_ENDED || this == EVENT_BATCH;
    }
}
