package io.acexy.simulator.orchestrator;

import java.time.Instant;

/** A stream in the orchestrator's books. Confined to the orchestrator's loop. */
final class StreamEntry {

    final String id;
    final StartedEvent event;
    /** Which start this is, because two may bear the same time stamp. */
    final long number;

    final Instant startedAt = Instant.now();
    /** Null if it counts for no engine (B). */
    final EngineEntry engine;
    /** Null while it is active. */
    Instant endedAt;

    private long endedNanos;

    StreamEntry(String id, StartedEvent event, long number, EngineEntry engine) {
        this.id = id;
        this.event = event;
        this.number = number;
        this.engine = engine;
    }

    void end() {
        endedAt = Instant.now();
        endedNanos = System.nanoTime();
    }

    long endedNanos() {
        return endedNanos;
    }

    boolean isActive() {
        return endedAt == null;
    }

    /** The engine as the books know it, else as the event named it. */
    String containerId() {
        return engine == null ? event.containerId() : engine.containerId;
    }
}
