package io.acexy.it.orchestration;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.simulator.orchestrator.OrchestratorDialect;
import io.acexy.simulator.orchestrator.OrchestratorScript;
import io.acexy.simulator.orchestrator.SimulatedEngine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The Go orchestrator, which counts what it is told, wishes that add up, and takes its time. */
class GoOrchestratorTest {

    private World world;

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void whatAKilledProxyLeftInTheBooksIsEndedAtItsNextStartAndWhatIsAnothersStays() throws Exception {
        world = World.of(OrchestratorDialect.B, World.engines(2));
        world.proxy("orch.instance", "elsewhere").seen().play(1);
        world.awaitStreams(1);
        dieUnheard();
        world.proxy("orch.instance", "here").seen().play(2);
        world.awaitStreams(2);
        dieUnheard();
        assertThat(world.orchestrator.engines())
                .extracting(SimulatedEngine::load)
                .containsExactly(1, 1);

        world.proxy("orch.instance", "here");

        world.await(counters -> counters.eventsEnded() == 1);
        assertThat(world.orchestrator.engines())
                .extracting(SimulatedEngine::load)
                .containsExactlyInAnyOrder(0, 1);
        world.play(3);
        assertThat(world.counters().provisionsAsked())
                .as("the slot that was left is free again")
                .isZero();
    }

    /** The proxy ends, and nothing that it says meanwhile is heard. */
    private void dieUnheard() {
        world.orchestrator.setScript(OrchestratorScript.REFUSING);
        world.stopProxy();
        world.orchestrator.setScript(OrchestratorScript.NORMAL);
    }
}
