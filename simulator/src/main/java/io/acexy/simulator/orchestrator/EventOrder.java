package io.acexy.simulator.orchestrator;

import io.acexy.simulator.orchestrator.StreamEventRecord.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Checks that each stream, by the name its sender gives it, starts once and ends once after that. Guarded by the counter
 * board's monitor.
 */
final class EventOrder {

    private static final int MAX_STREAMS = 20_000;
    private static final int MAX_COMPLAINTS = 100;

    /** True while running, false once ended. */
    private final Map<String, Boolean> streams = new LinkedHashMap<>();

    private final List<String> disorder = new ArrayList<>();

    void happened(StreamEventRecord event) {
        String stream = event.streamId();
        if (stream == null) {
            complain("an event names no stream");
            return;
        }
        Boolean running = streams.remove(stream);
        if (event.kind() == Kind.STARTED && running != null) {
            complain(stream + (running ? " started twice" : " started again after its end"));
        } else if (event.kind() == Kind.ENDED && !Boolean.TRUE.equals(running)) {
            complain(stream + (running == null ? " ended without a start" : " ended twice"));
        }
        if (streams.size() == MAX_STREAMS) {
            streams.remove(streams.keySet().iterator().next());
        }
        streams.put(stream, event.kind() == Kind.STARTED);
    }

    void clear() {
        streams.clear();
    }

    List<String> disorder() {
        return List.copyOf(disorder);
    }

    private void complain(String sentence) {
        if (disorder.size() < MAX_COMPLAINTS) {
            disorder.add(sentence);
        }
    }
}
