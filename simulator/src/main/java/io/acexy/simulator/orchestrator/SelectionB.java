package io.acexy.simulator.orchestrator;

import java.util.Comparator;
import java.util.Optional;

/**
 * Dialect B's own choice of an engine, which reserves a place on it until a stream starts there; nothing else ends the
 * reservation. Order and exclusions as read in its sources.
 */
final class SelectionB {

    private static final Comparator<EngineEntry> BEST_FIRST = Comparator.comparingInt(EngineEntry::load)
            .thenComparing(e -> !e.forwarded)
            .thenComparingLong(e -> e.everAssigned ? e.lastAssignedNanos : Long.MIN_VALUE);

    private final OrchestratorCore core;
    private final Registry registry;

    SelectionB(OrchestratorCore core, Registry registry) {
        this.core = core;
        this.registry = registry;
    }

    Optional<EngineEntry> select() {
        Optional<EngineEntry> best = registry.listed().stream()
                .filter(e -> e.drainReason == null && registry.shownHealth(e) == EngineHealth.HEALTHY)
                .filter(e -> e.load() < core.settings.fleet().slotsPerEngine())
                .filter(e -> !isSettling(e))
                .min(BEST_FIRST);
        best.ifPresent(e -> {
            e.pending++;
            e.everAssigned = true;
            e.lastAssignedNanos = System.nanoTime();
        });
        return best;
    }

    private boolean isSettling(EngineEntry engine) {
        long settle = core.settings.api().settle().toNanos();
        return engine.load() >= 1 && engine.everAssigned && System.nanoTime() - engine.lastAssignedNanos < settle;
    }
}
