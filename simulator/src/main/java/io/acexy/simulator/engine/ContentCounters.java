package io.acexy.simulator.engine;

import java.util.EnumMap;
import java.util.Map;

/** What an engine counted for one content, or for all of them together. Immutable. */
public final class ContentCounters {

    /** Nothing counted yet. */
    static final ContentCounters ZERO = new ContentCounters(Map.of(), Map.of());

    enum Count {
        /** Start calls received. */
        STARTS,
        /** Sessions that came into being. */
        OPENED,
        /** Sessions that a newer one of the same content replaced. */
        SUPERSEDED,
        /** Sessions that a stop ended. */
        STOPPED,
        /** Sessions that idleness ended. */
        EXPIRED,
        /** Sessions whose start call was dropped before its answer. */
        ORPHANED,
        /** Sessions that were lost with the process. */
        KILLED,
        /** Sessions alive. */
        SESSIONS_NOW,
        /** The most sessions alive at once: of all contents together, where it was counted for all. */
        MAX_SESSIONS,
        /** Readers connected, those that still wait for headers included. */
        READERS_NOW,
        /**
         * The most readers that one session had at once; more than one exposes a faulty proxy, also where the
         * engine refused the second.
         */
        MAX_READERS,
        /** Readers served or refused, ever. */
        READERS,
        /** Second readers turned away. */
        READERS_REFUSED,
        /** Stop calls, also those that found no session. */
        STOPS_RECEIVED,
        /** Stat calls that count as activity. */
        STAT_CALLS,
        /** Stat calls with {@code skip_player_activity=1}. */
        STAT_CALLS_SKIPPING,
        /** Bytes of media, framing not counted. */
        BYTES
    }

    private final Map<Count, Long> counts = new EnumMap<>(Count.class);
    private final Map<String, String> lastStart;

    ContentCounters(Map<Count, Long> counts, Map<String, String> lastStart) {
        this.counts.putAll(counts);
        this.lastStart = lastStart;
    }

    private long get(Count count) {
        return counts.getOrDefault(count, 0L);
    }

    public long starts() {
        return get(Count.STARTS);
    }

    public long opened() {
        return get(Count.OPENED);
    }

    public long superseded() {
        return get(Count.SUPERSEDED);
    }

    public long stopped() {
        return get(Count.STOPPED);
    }

    public long expired() {
        return get(Count.EXPIRED);
    }

    public long orphaned() {
        return get(Count.ORPHANED);
    }

    public long killed() {
        return get(Count.KILLED);
    }

    public int sessionsNow() {
        return (int) get(Count.SESSIONS_NOW);
    }

    public int maxSessions() {
        return (int) get(Count.MAX_SESSIONS);
    }

    public int readersNow() {
        return (int) get(Count.READERS_NOW);
    }

    public int maxReadersPerSession() {
        return (int) get(Count.MAX_READERS);
    }

    public long readers() {
        return get(Count.READERS);
    }

    public long readersRefused() {
        return get(Count.READERS_REFUSED);
    }

    public long stopsReceived() {
        return get(Count.STOPS_RECEIVED);
    }

    public long statCalls() {
        return get(Count.STAT_CALLS);
    }

    public long statCallsSkippingActivity() {
        return get(Count.STAT_CALLS_SKIPPING);
    }

    public long bytesSent() {
        return get(Count.BYTES);
    }

    /** Query parameters of the last start. */
    public Map<String, String> lastStart() {
        return lastStart;
    }

    @Override
    public String toString() {
        return counts + ", last start " + lastStart;
    }
}
