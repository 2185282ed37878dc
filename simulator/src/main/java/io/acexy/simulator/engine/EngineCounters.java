package io.acexy.simulator.engine;

import io.acexy.simulator.support.ReceivedRequest;
import java.util.List;
import java.util.Map;

/**
 * What an engine counted since it was made; a restart keeps the numbers.
 *
 * @param total over all contents
 * @param contents by infohash
 * @param heads HEAD requests: a proxy must send none
 * @param statusCalls get_status calls
 * @param connectionsNow open connections
 * @param connections connections accepted
 * @param requests the latest requests, oldest first, bounded
 */
public record EngineCounters(
        ContentCounters total,
        Map<String, ContentCounters> contents,
        long heads,
        long statusCalls,
        int connectionsNow,
        long connections,
        List<ReceivedRequest> requests) {

    /** What was counted for one content; zeros for one that was never asked for. */
    public ContentCounters of(String infohash) {
        return contents.getOrDefault(infohash, ContentCounters.ZERO);
    }
}
