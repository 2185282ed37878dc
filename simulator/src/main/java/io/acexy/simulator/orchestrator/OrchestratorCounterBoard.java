package io.acexy.simulator.orchestrator;

import io.acexy.simulator.orchestrator.StreamEventRecord.Kind;
import io.acexy.simulator.support.AwaitableBoard;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The orchestrator's counters: its loop writes, any thread reads or waits. */
final class OrchestratorCounterBoard extends AwaitableBoard<OrchestratorCounters> {

    private static final int MAX_RECORDS = 5000;

    enum Count {
        UNAUTHORISED,
        PROVISIONS_ASKED,
        PROVISIONS_SUCCEEDED,
        EVENTS_STARTED,
        EVENTS_ENDED,
        EVENTS_REFUSED,
        CONNECTIONS,
        RESTARTS
    }

    enum Gauge {
        PROVISIONS_IN_FLIGHT,
        MOST_PROVISIONS_IN_FLIGHT,
        ENGINES,
        PHANTOMS,
        STREAMS,
        MOST_STREAMS_ON_ONE_ENGINE,
        CONNECTIONS_NOW
    }

    private final Map<OrchestratorEndpoint, Long> calls = new EnumMap<>(OrchestratorEndpoint.class);
    private final Map<Count, Long> counts = new EnumMap<>(Count.class);
    private final Map<Gauge, Integer> gauges = new EnumMap<>(Gauge.class);
    private final EventOrder order = new EventOrder();
    private final Deque<ApiRequestRecord> requests = new ArrayDeque<>();
    private final Deque<StreamEventRecord> events = new ArrayDeque<>();
    private boolean listening;

    synchronized void add(Count count) {
        counts.merge(count, 1L, Long::sum);
        wake();
    }

    synchronized void set(Gauge gauge, int value) {
        gauges.put(gauge, value);
        wake();
    }

    synchronized void atLeast(Gauge gauge, int value) {
        gauges.merge(gauge, value, Math::max);
        wake();
    }

    synchronized void add(Gauge gauge, int by) {
        gauges.merge(gauge, by, Integer::sum);
        wake();
    }

    synchronized void listening(boolean value) {
        listening = value;
        wake();
    }

    synchronized void requested(ApiRequestRecord request) {
        calls.merge(request.endpoint(), 1L, Long::sum);
        append(requests, request);
        wake();
    }

    synchronized void happened(StreamEventRecord event) {
        counts.merge(event.kind() == Kind.STARTED ? Count.EVENTS_STARTED : Count.EVENTS_ENDED, 1L, Long::sum);
        order.happened(event);
        append(events, event);
        wake();
    }

    /** All streams are forgotten; they may start again. */
    synchronized void restarted() {
        counts.merge(Count.RESTARTS, 1L, Long::sum);
        order.clear();
        wake();
    }

    private static <T> void append(Deque<T> records, T next) {
        if (records.size() == MAX_RECORDS) {
            records.removeFirst();
        }
        records.addLast(next);
    }

    @Override
    public synchronized OrchestratorCounters snapshot() {
        return new OrchestratorCounters(
                Map.copyOf(calls),
                get(Count.UNAUTHORISED),
                get(Count.PROVISIONS_ASKED),
                get(Count.PROVISIONS_SUCCEEDED),
                get(Gauge.PROVISIONS_IN_FLIGHT),
                get(Gauge.MOST_PROVISIONS_IN_FLIGHT),
                get(Gauge.ENGINES),
                get(Gauge.PHANTOMS),
                get(Gauge.STREAMS),
                get(Gauge.MOST_STREAMS_ON_ONE_ENGINE),
                get(Count.EVENTS_STARTED),
                get(Count.EVENTS_ENDED),
                get(Count.EVENTS_REFUSED),
                order.disorder(),
                get(Gauge.CONNECTIONS_NOW),
                get(Count.CONNECTIONS),
                listening,
                get(Count.RESTARTS),
                List.copyOf(requests),
                List.copyOf(events));
    }

    private long get(Count count) {
        return counts.getOrDefault(count, 0L);
    }

    private int get(Gauge gauge) {
        return gauges.getOrDefault(gauge, 0);
    }
}
