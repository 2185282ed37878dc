package io.acexy.it.soak;

import io.acexy.it.soak.Trouble.Effect;
import io.acexy.simulator.orchestrator.OrchestratorDialect;
import io.acexy.simulator.orchestrator.OrchestratorScript;
import io.acexy.simulator.orchestrator.RestartPlan;
import io.acexy.simulator.orchestrator.SimulatedEngine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;

/** Every script of the orchestrator, its restarts, and what it does to its engines. */
final class OrchestratorFaults {

    private static final Duration FELT = Duration.ofSeconds(30);

    private final Stand stand;
    private final TroubleLog troubles;
    private final SplittableRandom chance;

    OrchestratorFaults(Stand stand, TroubleLog troubles, SplittableRandom chance) {
        this.stand = stand;
        this.troubles = troubles;
        this.chance = chance;
    }

    List<Fault> all() {
        List<Fault> faults = new ArrayList<>();
        for (OrchestratorScript script : OrchestratorScript.values()) {
            if (script != OrchestratorScript.NORMAL) {
                faults.add(Fault.lasting(
                        "orchestrator " + script, "orchestrator " + script.scope(), 5, 20, () -> script(script)));
            }
        }
        faults.add(Fault.lasting("orchestrator restarts", "orchestrator SERVER", 3, 8, this::restart));
        faults.add(Fault.lasting("an engine more", "engines", 1, 2, this::more));
        faults.add(Fault.lasting("an engine is named anew", "engines", 1, 2, this::rename));
        faults.add(Fault.lasting("an engine is not listed", "engines", 5, 15, this::unlist));
        return faults;
    }

    private Fault.Undo script(OrchestratorScript script) {
        EnumSet<Effect> effects = EnumSet.of(Effect.BLIND, Effect.REFUSE);
        if (script == OrchestratorScript.VPN_HALF_DOWN) {
            effects.add(Effect.MOVE); // half of the engines end
        }
        Trouble trouble = troubles.begin("orchestrator " + script, null, effects);
        stand.orchestrator.setScript(script);
        return () -> {
            stand.orchestrator.lift(script.scope());
            stand.replaceMissing();
            if (EnumSet.of(OrchestratorScript.Scope.NEW_ENGINES, OrchestratorScript.Scope.PROVISIONING)
                    .contains(script.scope())) {
                removeLatecomers();
            }
            troubles.end(trouble, FELT);
        };
    }

    /** What plays there moves. */
    private void removeLatecomers() {
        Trouble trouble = troubles.begin("engines are removed", null, Set.of(Effect.MOVE, Effect.BLIND));
        stand.removeLatecomers();
        troubles.end(trouble, FELT);
    }

    private Fault.Undo restart() {
        Trouble trouble = troubles.begin("orchestrator restarts", null, Set.of(Effect.BLIND, Effect.REFUSE));
        stand.orchestrator.restart(
                RestartPlan.of(OrchestratorDialect.A_DEC).withRefusing(Duration.ofMillis(chance.nextInt(100, 3_000))));
        return () -> troubles.end(trouble, FELT);
    }

    private Fault.Undo more() {
        if (stand.orchestrator.engines().size() < Stand.ENGINES + 3) {
            stand.orchestrator.addEngine();
            troubles.end(troubles.begin("an engine more", null, Set.of()), Duration.ZERO);
        }
        return () -> {};
    }

    private Fault.Undo rename() {
        Optional<SimulatedEngine> engine = stand.entry(chance.nextInt(Stand.ENGINES));
        if (engine.isEmpty()) {
            return () -> {}; // it is not in the books now
        }
        Trouble trouble = troubles.begin("an engine is named anew", null, Set.of(Effect.MOVE));
        stand.orchestrator.renameEngine(engine.get().containerId());
        return () -> troubles.end(trouble, FELT);
    }

    private Fault.Undo unlist() {
        int number = chance.nextInt(Stand.ENGINES);
        Optional<SimulatedEngine> engine = stand.entry(number);
        if (engine.isEmpty()) {
            return () -> {};
        }
        Trouble trouble = troubles.begin("an engine is not listed", null, Set.of(Effect.MOVE, Effect.REFUSE));
        stand.orchestrator.setListed(engine.get().containerId(), false);
        return () -> {
            stand.entry(number).ifPresent(now -> stand.orchestrator.setListed(now.containerId(), true));
            troubles.end(trouble, FELT);
        };
    }
}
