package io.acexy.simulator.orchestrator;

import io.acexy.simulator.orchestrator.OrchestratorCounters.Count;
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
    /** Dialect B: how many containers there shall be. Never lowered by looking. */
    private int desired;

    private long lastReconcileNanos;
    private boolean everReconciled;

    Autoscaler(OrchestratorCore core, Registry registry, Fleet fleet, ProvisioningRules rules) {
        this.core = core;
        this.registry = registry;
        this.fleet = fleet;
        this.rules = rules;
    }

    /** Looks again and again, from now on. */
    void start() {
        desired = present();
        core.later(core.settings.fleet().departure().autoscale(), this::lookAgain);
        core.later(core.settings.controller().reconcileEvery(), this::reconcileAgain);
    }

    private void lookAgain() {
        keepSomeFree();
        removeIdle();
        core.later(core.settings.fleet().departure().autoscale(), this::lookAgain);
    }

    private void reconcileAgain() {
        nudge();
        core.later(core.settings.controller().reconcileEvery(), this::reconcileAgain);
    }

    /**
     * Dialect B's answer to a provisioning request: one more than it wanted before, whatever runs, and no more than the bound,
     * silently. So nothing happens where it wanted fewer than there are, and wishes of a time when nothing can be started add up.
     */
    void wantOneMore() {
        desired = Math.min(core.settings.fleet().replicas().most(), desired + 1);
        nudge();
    }

    /** Dialect B's explicit number of engines; idle ones go first, and what is thought idle may play. */
    void scaleTo(int wanted) {
        FleetSettings.Replicas replicas = core.settings.fleet().replicas();
        desired = Math.max(replicas.least(), Math.min(replicas.most(), wanted));
        nudge();
    }

    private int present() {
        return fleet.running() + fleet.starting();
    }

    /** Those that count for the desired number; draining ones do not, though they take up room. */
    private List<EngineEntry> active() {
        return registry.engines().stream()
                .filter(e -> e.isRunning() && e.drainReason == null && e.health != EngineHealth.UNHEALTHY)
                .toList();
    }

    /** An engine was taken away on purpose: it shall not come back. */
    void wantNoMoreThanThereAre() {
        desired = Math.min(desired, present());
    }

    /** An engine came in another way: it shall stay. */
    void wantNoLessThanThereAre() {
        desired = Math.max(desired, present());
    }

    /** Brings what runs to the desired number, unless that was done a moment ago: then the nudge is lost. */
    void nudge() {
        long now = System.nanoTime();
        Duration gap = core.settings.controller().nudgesLostWithin();
        if (core.dialect.isA() || (everReconciled && now - lastReconcileNanos < gap.toNanos())) {
            return;
        }
        everReconciled = true;
        lastReconcileNanos = now;
        reconcile();
    }

    private void reconcile() {
        List<EngineEntry> active = active();
        int deficit = desired - active.size() - fleet.starting();
        int room = core.settings.fleet().replicas().most() - present();
        for (int missing = Math.min(deficit, room); missing > 0 && !rules.isBlocked(); missing--) {
            fleet.provision(Map.of(), engine -> core.counters.add(Count.PROVISIONS_SUCCEEDED, 1));
        }
        active.stream()
                .filter(engine -> engine.load() == 0)
                .limit(Math.max(0, -deficit))
                .forEach(fleet::remove);
    }

    private List<EngineEntry> free() {
        return registry.engines().stream()
                .filter(e -> e.isRunning() && e.streams.isEmpty() && e.load() == 0 && e.drainReason == null)
                .toList();
    }

    private void keepSomeFree() {
        int wanted = core.settings.fleet().replicas().free();
        if (wanted == 0) {
            return; // switched off: what is wanted otherwise stays as it is
        }
        int missing = wanted - free().size() - fleet.starting();
        for (; missing > 0 && !fleet.isFull() && !rules.isBlocked(); missing--) {
            fleet.provision(Map.of(), engine -> {});
        }
        wantNoLessThanThereAre();
    }

    /** The window between the selection of an engine and its stream's start is not protected, as with the real one. */
    private void removeIdle() {
        FleetSettings settings = core.settings.fleet();
        Duration patience = settings.departure().idleRemoved();
        if (patience.isZero()) {
            return;
        }
        int removable = Math.min(
                fleet.running() - settings.replicas().least(),
                free().size() - settings.replicas().free());
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
