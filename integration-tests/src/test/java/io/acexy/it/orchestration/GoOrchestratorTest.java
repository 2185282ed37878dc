package io.acexy.it.orchestration;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.it.support.TestPlayer;
import io.acexy.simulator.orchestrator.OrchestratorCounters;
import io.acexy.simulator.orchestrator.OrchestratorDialect;
import io.acexy.simulator.orchestrator.OrchestratorScript;
import io.acexy.simulator.orchestrator.SimulatedEngine;
import java.util.ArrayList;
import java.util.List;
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

    @Test
    void fiveContentsAtOnceOnOneEngineAndRoomForFiveAllPlayThoughMostWishesAreOnlyCounted() throws Exception {
        world = World.of(OrchestratorDialect.B, World.engines(1).withFleet(fleet -> fleet.withSlotsPerEngine(1)
                        .withMaxReplicas(5)))
                .proxy("max.streams.per.engine", "1")
                .seen();
        List<TestPlayer> players = new ArrayList<>();
        for (int content = 0; content < 5; content++) {
            players.add(world.ask(content));
        }
        for (TestPlayer player : players) {
            player.awaitBytes(World.PLAYING);
        }
        OrchestratorCounters all = world.awaitStreams(5);
        assertThat(all.provisionsAsked()).isEqualTo(4);
        assertThat(all.enginesNow()).isEqualTo(5);
        world.everybodyLeaves();
    }

    /** The proxy ends, and nothing that it says meanwhile is heard. */
    private void dieUnheard() {
        world.orchestrator.setScript(OrchestratorScript.REFUSING);
        world.stopProxy();
        world.orchestrator.setScript(OrchestratorScript.NORMAL);
    }
}
