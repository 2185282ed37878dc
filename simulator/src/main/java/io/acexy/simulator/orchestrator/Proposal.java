package io.acexy.simulator.orchestrator;

/**
 * What was proposed to the orchestrator's authors and is in no public version; a client may use it and must not need it.
 * Each can be had alone.
 */
public enum Proposal {
    /** {@code GET /health/ready}. */
    READY,
    /** {@code POST /events/batch}. */
    BATCH,
    /** {@code ETag}, {@code If-None-Match} and {@code Cache-Control} on the list of engines. */
    ETAG,
    /** {@code X-RateLimit-Provisioning-Limit} and {@code -Remaining} on every answer. */
    RATE_LIMIT,
    /** {@code X-Circuit-State} on every answer while the breaker is not closed. */
    CIRCUIT_STATE,
    /** {@code Retry-After} on refusals that have an ETA, and on every answer while the breaker is not closed. */
    RETRY_AFTER,
    /** {@code GET /engines/health-score}. */
    HEALTH_SCORE,
    /** Events answered 202 and carried out afterwards. */
    ACCEPTED_EVENTS
}
