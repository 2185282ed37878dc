package io.acexy.simulator.orchestrator;

/**
 * What was proposed to the orchestrator's authors and is in no public version; a client may use it and must not need it.
 * Each can be had alone.
 *
 * @param ready {@code GET /health/ready}
 * @param batch {@code POST /events/batch}
 * @param etag {@code ETag}, {@code If-None-Match} and {@code Cache-Control} on the list of engines
 * @param rateLimit {@code X-RateLimit-Provisioning-Limit} and {@code -Remaining} on every answer
 * @param circuitState {@code X-Circuit-State} on every answer while the breaker is not closed
 * @param retryAfter {@code Retry-After} on refusals that have an ETA, and on every answer while the breaker is not closed
 * @param healthScore {@code GET /engines/health-score}
 * @param acceptedEvents events answered 202 and carried out afterwards
 * @param provisionsAtOnce the limit that {@code rateLimit} tells
 */
public record ProposalSettings(
        boolean ready,
        boolean batch,
        boolean etag,
        boolean rateLimit,
        boolean circuitState,
        boolean retryAfter,
        boolean healthScore,
        boolean acceptedEvents,
        int provisionsAtOnce) {

    private static final int PROVISIONS_AT_ONCE = 5;

    /** As every public version: none of it. */
    public static ProposalSettings none() {
        return new ProposalSettings(false, false, false, false, false, false, false, false, PROVISIONS_AT_ONCE);
    }

    /** All of it. */
    public static ProposalSettings all() {
        return new ProposalSettings(true, true, true, true, true, true, true, true, PROVISIONS_AT_ONCE);
    }

    /** With or without the readiness page. */
    public ProposalSettings withReady(boolean value) {
        return pages(value, batch, healthScore, acceptedEvents);
    }

    /** With or without batches of events. */
    public ProposalSettings withBatch(boolean value) {
        return pages(ready, value, healthScore, acceptedEvents);
    }

    /** With or without scores. */
    public ProposalSettings withHealthScore(boolean value) {
        return pages(ready, batch, value, acceptedEvents);
    }

    /** With events answered 202, or 200. */
    public ProposalSettings withAcceptedEvents(boolean value) {
        return pages(ready, batch, healthScore, value);
    }

    /** With or without entity tags. */
    public ProposalSettings withEtag(boolean value) {
        return headers(value, rateLimit, circuitState, retryAfter);
    }

    /** With or without the headers of the provisioning limit. */
    public ProposalSettings withRateLimit(boolean value) {
        return headers(etag, value, circuitState, retryAfter);
    }

    /** With or without the header of the breaker. */
    public ProposalSettings withCircuitState(boolean value) {
        return headers(etag, rateLimit, value, retryAfter);
    }

    /** With or without {@code Retry-After}. */
    public ProposalSettings withRetryAfter(boolean value) {
        return headers(etag, rateLimit, circuitState, value);
    }

    private ProposalSettings pages(boolean readiness, boolean batches, boolean scores, boolean accepted) {
        return new ProposalSettings(
                readiness, batches, etag, rateLimit, circuitState, retryAfter, scores, accepted, provisionsAtOnce);
    }

    private ProposalSettings headers(boolean tags, boolean limits, boolean circuit, boolean retry) {
        return new ProposalSettings(
                ready, batch, tags, limits, circuit, retry, healthScore, acceptedEvents, provisionsAtOnce);
    }
}
