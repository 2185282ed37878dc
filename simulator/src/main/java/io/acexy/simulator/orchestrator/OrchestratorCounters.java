package io.acexy.simulator.orchestrator;

import java.util.List;
import java.util.Map;

/**
 * What an orchestrator counted since it was made; a restart keeps the numbers and empties the state.
 *
 * @param calls requests by endpoint
 * @param unauthorised requests answered 401 or 403
 * @param provisionsAsked provisioning requests that were carried out or refused by its own rules
 * @param provisionsSucceeded engines that came into being by them
 * @param provisionsInFlight engines that are being started
 * @param mostProvisionsInFlight the most at once
 * @param enginesNow engines in the books, phantoms included, listed or not
 * @param phantomsNow engines made by events of unknown engines
 * @param streamsNow active streams as events tell
 * @param mostStreamsOnOneEngine the most that any one engine had at once, as events tell
 * @param eventsStarted started events carried out
 * @param eventsEnded ended events carried out
 * @param eventsRefused events answered with an error
 * @param disorder what was wrong with the order of a stream's events, a sentence each, bounded; empty if every stream started
 *     once and ended once after that
 * @param connectionsNow open connections
 * @param connections connections accepted
 * @param listening whether the port is open
 * @param restarts restarts begun
 * @param requests the latest requests, oldest first, bounded
 * @param events the latest events, oldest first, bounded
 */
public record OrchestratorCounters(
        Map<OrchestratorEndpoint, Long> calls,
        long unauthorised,
        long provisionsAsked,
        long provisionsSucceeded,
        int provisionsInFlight,
        int mostProvisionsInFlight,
        int enginesNow,
        int phantomsNow,
        int streamsNow,
        int mostStreamsOnOneEngine,
        long eventsStarted,
        long eventsEnded,
        long eventsRefused,
        List<String> disorder,
        int connectionsNow,
        long connections,
        boolean listening,
        long restarts,
        List<ApiRequestRecord> requests,
        List<StreamEventRecord> events) {

    /** Requests for one endpoint. */
    public long calls(OrchestratorEndpoint endpoint) {
        return calls.getOrDefault(endpoint, 0L);
    }

    /** Requests of one endpoint among the latest, oldest first. */
    public List<ApiRequestRecord> requests(OrchestratorEndpoint endpoint) {
        return requests.stream().filter(r -> r.endpoint() == endpoint).toList();
    }
}
