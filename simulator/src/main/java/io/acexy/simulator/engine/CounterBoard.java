package io.acexy.simulator.engine;

import io.acexy.simulator.engine.ContentCounters.Count;
import io.acexy.simulator.support.AwaitableBoard;
import io.acexy.simulator.support.ReceivedRequest;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The engine's counters: its loop writes, any thread reads or waits. */
final class CounterBoard extends AwaitableBoard<EngineCounters> {

    private static final int MAX_REQUESTS = 1000;

    enum EngineCount {
        HEADS,
        STATUS_CALLS,
        CONNECTIONS_NOW,
        CONNECTIONS
    }

    private static final class Tally {
        private final Map<Count, Long> counts = new EnumMap<>(Count.class);
        private Map<String, String> lastStart = Map.of();
        /** Made on demand and dropped at the next change. */
        private ContentCounters snapshot;

        void add(Count count, long by) {
            long now = counts.merge(count, by, Long::sum);
            snapshot = null;
            if (count == Count.SESSIONS_NOW) {
                atLeast(Count.MAX_SESSIONS, now);
            }
        }

        void atLeast(Count count, long value) {
            counts.merge(count, value, Math::max);
            snapshot = null;
        }

        void started(Map<String, String> parameters) {
            lastStart = parameters;
            add(Count.STARTS, 1);
        }

        ContentCounters snapshot() {
            if (snapshot == null) {
                snapshot = new ContentCounters(counts, lastStart);
            }
            return snapshot;
        }
    }

    private final Map<String, Tally> tallies = new HashMap<>();
    private final Tally total = new Tally();
    private final Map<EngineCount, Long> engine = new EnumMap<>(EngineCount.class);
    private final Deque<ReceivedRequest> requests = new ArrayDeque<>();

    synchronized void add(String infohash, Count count, long by) {
        tally(infohash).add(count, by);
        total.add(count, by);
        wake();
    }

    synchronized void readersOfSession(String infohash, int readers) {
        tally(infohash).atLeast(Count.MAX_READERS, readers);
        total.atLeast(Count.MAX_READERS, readers);
        wake();
    }

    synchronized void started(String infohash, Map<String, String> parameters) {
        tally(infohash).started(parameters);
        total.started(parameters);
        wake();
    }

    private Tally tally(String infohash) {
        return tallies.computeIfAbsent(infohash, k -> new Tally());
    }

    synchronized void add(EngineCount count, long by) {
        engine.merge(count, by, Long::sum);
        wake();
    }

    synchronized void requested(ReceivedRequest request) {
        if (requests.size() == MAX_REQUESTS) {
            requests.removeFirst();
        }
        requests.addLast(request);
        wake();
    }

    @Override
    public synchronized EngineCounters snapshot() {
        Map<String, ContentCounters> contents = new HashMap<>();
        tallies.forEach((infohash, tally) -> contents.put(infohash, tally.snapshot()));
        return new EngineCounters(
                total.snapshot(),
                Map.copyOf(contents),
                get(EngineCount.HEADS),
                get(EngineCount.STATUS_CALLS),
                (int) get(EngineCount.CONNECTIONS_NOW),
                get(EngineCount.CONNECTIONS),
                List.copyOf(requests));
    }

    private long get(EngineCount count) {
        return engine.getOrDefault(count, 0L);
    }
}
