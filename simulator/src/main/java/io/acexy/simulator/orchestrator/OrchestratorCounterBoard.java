package io.acexy.simulator.orchestrator;

import io.acexy.simulator.orchestrator.OrchestratorCounters.Count;
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

    private final Map<OrchestratorEndpoint, Long> calls = new EnumMap<>(OrchestratorEndpoint.class);
    private final Map<Count, Long> counts = new EnumMap<>(Count.class);
    private final EventOrder order = new EventOrder();
    private final Deque<ApiRequestRecord> requests = new ArrayDeque<>();
    private final Deque<StreamEventRecord> events = new ArrayDeque<>();

    synchronized void add(Count count, int by) {
        counts.merge(count, (long) by, Long::sum);
        wake();
    }

    synchronized void set(Count count, int value) {
        counts.put(count, (long) value);
        wake();
    }

    synchronized void atLeast(Count count, int value) {
        counts.merge(count, (long) value, Math::max);
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
        return new OrchestratorCounters(counts, calls, order.disorder(), List.copyOf(requests), List.copyOf(events));
    }
}
