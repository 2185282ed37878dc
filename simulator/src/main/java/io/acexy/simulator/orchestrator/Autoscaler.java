package io.acexy.simulator.orchestrator;

import io.acexy.simulator.orchestrator.OrchestratorCounterBoard.Count;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Brings engines and takes them away without being asked: keeps some free, removes those that have been idle for long, and
 * in dialect B works towards the desired number. Confined to the orchestrator's loop.
 */
final class Autoscaler {

    private final OrchestratorCore core;
    private final Registry registry;
    private final Fleet fleet;
    private final ProvisioningRules rules;
    /** Dialect B: how many containers there shall be. */
    private int desired;

    Autoscaler(OrchestratorCore core, Registry registry, Fleet fleet, ProvisioningRules rules) {
        this.core = core;
        this.registry = registry;
        this.fleet = fleet;
        this.rules = rules;
    }

    /** Looks again and again, from now on. */
    void start() {
        core.later(core.settings.fleet().autoscale(), () -> {
            look();
            start();
        });
    }

    /** Dialect B's answer to a provisioning request: one more than now, and no more than the bound, silently. */
    void wantOneMore() {
        desired = Math.min(core.settings.fleet().maxReplicas(), Math.max(desired, present()) + 1);
        reconcile();
    }

    private int present() {
        return fleet.running() + fleet.starting();
    }

    /** An engine was taken away on purpose: it shall not come back. */
    void wantNoMoreThanThereAre() {
        desired = Math.min(desired, present());
    }

    void reconcile() {
        if (core.dialect.isA() || rules.isBlocked()) {
            return;
        }
        for (int missing = desired - present(); missing > 0; missing--) {
            fleet.provision(Map.of(), engine -> core.counters.add(Count.PROVISIONS_SUCCEEDED));
        }
    }

    private void look() {
        reconcile();
        keepSomeFree();
        removeIdle();
    }

    private List<EngineEntry> free() {
        return registry.engines().stream()
                .filter(e -> e.isRunning() && e.streams.isEmpty() && e.load() == 0 && e.drainReason == null)
                .toList();
    }

    private void keepSomeFree() {
        int missing = core.settings.fleet().minFree() - free().size() - fleet.starting();
        for (; missing > 0 && !fleet.isFull() && !rules.isBlocked(); missing--) {
            fleet.provision(Map.of(), engine -> {});
        }
    }

    /** The window between the selection of an engine and its stream's start is not protected, as with the real one. */
    private void removeIdle() {
        FleetSettings settings = core.settings.fleet();
        Duration patience = settings.idleRemoved();
        if (patience.isZero()) {
            return;
        }
        int removable = Math.min(fleet.running() - settings.minReplicas(), free().size() - settings.minFree());
        long now = System.nanoTime();
        for (EngineEntry engine : free()) {
            if (removable > 0 && now - engine.idleSinceNanos >= patience.toNanos()) {
                removable--;
                fleet.remove(engine);
                wantNoMoreThanThereAre();
            }
        }
    }
}
