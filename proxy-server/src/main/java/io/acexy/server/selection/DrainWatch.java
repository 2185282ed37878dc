package io.acexy.server.selection;

import io.acexy.core.engine.Engine;
import io.acexy.orchestrator.Dialect;
import io.acexy.orchestrator.OrchestratorClient;
import io.acexy.orchestrator.message.EngineState;
import java.time.Duration;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Has streams moved away from engines that the orchestrator is about to take down, alone or with their VPN node. Looks at the
 * list more often than the health is polled, because a draining engine waits for nobody; where engines are never drained (the
 * orchestrators in Python) it does not look at all. Confined to the desk's loop.
 */
final class DrainWatch {

    private static final Duration PERIOD = Duration.ofSeconds(5);

    private final OrchestratorClient client;
    private final EngineRoster roster;
    private final Desk desk;
    private final Consumer<Predicate<Engine>> mover;

    /** @param mover moves every stream off the engines that are named to it; from any thread */
    DrainWatch(OrchestratorClient client, EngineRoster roster, Desk desk, Consumer<Predicate<Engine>> mover) {
        this.client = client;
        this.roster = roster;
        this.desk = desk;
        this.mover = mover;
    }

    /** Looks again and again, for as long as the loop lives; the next look follows the answer. */
    void start() {
        desk.later(PERIOD, this::look);
    }

    private void look() {
        if (client.dialect().map(Dialect::drains).orElse(false)) {
            roster.refresh(fresh -> {
                if (fresh) {
                    leaveDraining();
                }
                again();
            });
        } else {
            again();
        }
    }

    private void again() {
        if (!desk.loop().isShuttingDown()) {
            start();
        }
    }

    private void leaveDraining() {
        Set<Engine> draining = roster.engines().stream()
                .filter(EngineState::draining)
                .map(EngineRoster::engineOf)
                .collect(Collectors.toUnmodifiableSet());
        if (!draining.isEmpty()) {
            mover.accept(draining::contains);
        }
    }
}
