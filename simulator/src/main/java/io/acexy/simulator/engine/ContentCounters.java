package io.acexy.simulator.engine;

import java.util.Map;

/**
 * What an engine counted for one content, or for all of them together.
 *
 * @param starts start calls received
 * @param opened sessions that came into being
 * @param superseded sessions that a newer one of the same content replaced
 * @param stopped sessions that a stop ended
 * @param expired sessions that idleness ended
 * @param orphaned sessions whose start call was dropped before its answer
 * @param killed sessions that were lost with the process
 * @param sessionsNow sessions alive
 * @param readersNow readers connected, those that still wait for headers included
 * @param maxReadersPerSession the most readers that one session had at once; more than one exposes a faulty proxy, also where
 *     the engine refused the second
 * @param readers readers served or refused, ever
 * @param readersRefused second readers turned away
 * @param stopsReceived stop calls, also those that found no session
 * @param statCalls stat calls that count as activity
 * @param statCallsSkippingActivity stat calls with {@code skip_player_activity=1}
 * @param bytesSent bytes of media, framing not counted
 * @param lastStart query parameters of the last start
 */
public record ContentCounters(
        long starts,
        long opened,
        long superseded,
        long stopped,
        long expired,
        long orphaned,
        long killed,
        int sessionsNow,
        int readersNow,
        int maxReadersPerSession,
        long readers,
        long readersRefused,
        long stopsReceived,
        long statCalls,
        long statCallsSkippingActivity,
        long bytesSent,
        Map<String, String> lastStart) {

    /** Nothing counted yet. */
    public static final ContentCounters ZERO =
            new ContentCounters(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, Map.of());
}
