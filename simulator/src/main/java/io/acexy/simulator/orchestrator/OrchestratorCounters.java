package io.acexy.simulator.orchestrator;

import java.util.List;
import java.util.Map;

/**
 * What an orchestrator counted since it was made; a restart keeps the numbers and empties the state.
 *
 * @param counts all numbers, those that are zero left out
 * @param calls requests by endpoint
 * @param disorder what was wrong with the order of a stream's events, a sentence each, bounded; empty if every stream started
 *     once and ended once after that
 * @param requests the latest requests, oldest first, bounded
 * @param events the latest events, oldest first, bounded
 */
public record OrchestratorCounters(
        Map<Count, Long> counts,
        Map<OrchestratorEndpoint, Long> calls,
        List<String> disorder,
        List<ApiRequestRecord> requests,
        List<StreamEventRecord> events) {

    /** What is counted. */
    public enum Count {
        /** Requests answered 401 or 403. */
        UNAUTHORISED,
        /** Provisioning requests that were carried out or refused by its own rules. */
        PROVISIONS_ASKED,
        /** Engines that came into being by them. */
        PROVISIONS_SUCCEEDED,
        /** Engines that are being started. */
        PROVISIONS_IN_FLIGHT,
        /** The most at once. */
        MOST_PROVISIONS_IN_FLIGHT,
        /** Engines in the books, phantoms included, listed or not. */
        ENGINES,
        /** Engines made by events of unknown engines. */
        PHANTOMS,
        /** Active streams as events tell. */
        STREAMS,
        /** The most that any one engine had at once, as events tell. */
        MOST_STREAMS_ON_ONE_ENGINE,
        /** Started events carried out. */
        EVENTS_STARTED,
        /** Ended events carried out. */
        EVENTS_ENDED,
        /** Events answered with an error. */
        EVENTS_REFUSED,
        /** Open connections. */
        CONNECTIONS_NOW,
        /** Connections accepted. */
        CONNECTIONS,
        /** Whether the port is open: 1 or 0. */
        LISTENING,
        /** Restarts begun. */
        RESTARTS
    }

    public OrchestratorCounters {
        counts = Map.copyOf(counts);
        calls = Map.copyOf(calls);
        requests = List.copyOf(requests);
        events = List.copyOf(events);
    }

    private long get(Count count) {
        return counts.getOrDefault(count, 0L);
    }

    /** Requests for one endpoint. */
    public long calls(OrchestratorEndpoint endpoint) {
        return calls.getOrDefault(endpoint, 0L);
    }

    /** Requests of one endpoint among the latest, oldest first. */
    public List<ApiRequestRecord> requests(OrchestratorEndpoint endpoint) {
        return requests.stream().filter(r -> r.endpoint() == endpoint).toList();
    }

    public long unauthorised() {
        return get(Count.UNAUTHORISED);
    }

    public long provisionsAsked() {
        return get(Count.PROVISIONS_ASKED);
    }

    public long provisionsSucceeded() {
        return get(Count.PROVISIONS_SUCCEEDED);
    }

    public int provisionsInFlight() {
        return (int) get(Count.PROVISIONS_IN_FLIGHT);
    }

    public int mostProvisionsInFlight() {
        return (int) get(Count.MOST_PROVISIONS_IN_FLIGHT);
    }

    public int enginesNow() {
        return (int) get(Count.ENGINES);
    }

    public int phantomsNow() {
        return (int) get(Count.PHANTOMS);
    }

    public int streamsNow() {
        return (int) get(Count.STREAMS);
    }

    public int mostStreamsOnOneEngine() {
        return (int) get(Count.MOST_STREAMS_ON_ONE_ENGINE);
    }

    public long eventsStarted() {
        return get(Count.EVENTS_STARTED);
    }

    public long eventsEnded() {
        return get(Count.EVENTS_ENDED);
    }

    public long eventsRefused() {
        return get(Count.EVENTS_REFUSED);
    }

    public int connectionsNow() {
        return (int) get(Count.CONNECTIONS_NOW);
    }

    public long connections() {
        return get(Count.CONNECTIONS);
    }

    public boolean listening() {
        return get(Count.LISTENING) == 1;
    }

    public long restarts() {
        return get(Count.RESTARTS);
    }
}
