package io.acexy.it.orchestration;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.it.support.TestPlayer;
import io.acexy.simulator.engine.DelayRange;
import io.acexy.simulator.orchestrator.OrchestratorCounters;
import io.acexy.simulator.orchestrator.OrchestratorDialect;
import io.acexy.simulator.orchestrator.OrchestratorEndpoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Many who want an engine at the same time. */
class ShortageTest {

    private World world;

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void aHundredAtOnceOnTwentyFiveEnginesOfTwoSlotsHaveTwentyFiveMoreStartedAndAllPlay() throws Exception {
        world = World.ofCheapEngines(World.engines(25)
                        .withFleet(fleet -> fleet.withSlotsPerEngine(2).withMaxReplicas(50)))
                .proxy(
                        "max.streams.per.engine",
                        "2",
                        "orch.timeout",
                        "1m",
                        "orch.list.timeout",
                        "2m",
                        "start.timeout",
                        "2m")
                .seen();
        List<TestPlayer> players = new ArrayList<>();
        for (int content = 0; content < 100; content++) {
            players.add(world.ask(content));
        }
        for (TestPlayer player : players) {
            player.awaitBytes(World.PLAYING);
        }
        OrchestratorCounters full = world.awaitStreams(100);
        assertThat(full.provisionsAsked()).isEqualTo(25);
        assertThat(full.mostStreamsOnOneEngine()).isEqualTo(2);
        assertThat(world.orchestrator.everyEngine()).hasSize(50).allSatisfy(engine -> assertThat(
                        engine.counters().total().maxSessions())
                .isEqualTo(2));
        assertThat(full.calls(OrchestratorEndpoint.STREAMS))
                .as("the list tells the load; streams are asked for once, to compare the books: %s", full.calls())
                .isEqualTo(1);
        world.everybodyLeaves();
    }

    @ParameterizedTest
    @EnumSource
    void aShortageOfFiveSlotsWithTwoPerEngineStartsThreeEngines(OrchestratorDialect dialect) throws Exception {
        world = World.of(dialect, World.engines(0).withFleet(fleet -> fleet.withSlotsPerEngine(2)
                        .withUntilAnswering(DelayRange.of(300, 500))))
                .proxy("max.streams.per.engine", "2")
                .seen();
        List<TestPlayer> players = new ArrayList<>();
        for (int content = 0; content < 5; content++) {
            players.add(world.ask(content));
        }
        for (TestPlayer player : players) {
            player.awaitBytes(World.PLAYING);
        }
        assertThat(world.awaitStreams(5).provisionsAsked()).isEqualTo(3);
        assertThat(world.counters().mostStreamsOnOneEngine()).isLessThanOrEqualTo(2);
        world.everybodyLeaves();
    }

    @Test
    void aHundredPlayersOfOneChannelTakeOneSlotAndAreOneStream() throws Exception {
        world = World.withEngines(2).proxy().seen();
        List<TestPlayer> players = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            players.add(world.ask(1));
        }
        for (TestPlayer player : players) {
            player.awaitBytes(World.PLAYING);
        }
        OrchestratorCounters counters = world.awaitStreams(1);
        assertThat(counters.eventsStarted()).isEqualTo(1);
        assertThat(counters.provisionsAsked()).isZero();
        world.everybodyLeaves();
        assertThat(world.counters().eventsEnded()).isEqualTo(1);
    }

    @Test
    void aSlotThatBecomesFreeGoesToWhoWaitsForAnEngine() throws Exception {
        world = World.of(World.engines(1)
                        .withApi(api ->
                                api.withDelay(OrchestratorEndpoint.PROVISION, DelayRange.fixed(Duration.ofMinutes(1)))))
                .proxy()
                .seen();
        TestPlayer first = world.play(1);
        TestPlayer second = world.ask(2);
        world.await(counters -> counters.calls(OrchestratorEndpoint.PROVISION) == 1);
        first.close();
        second.awaitBytes(World.PLAYING);
        assertThat(world.engine(0).streams()).hasSizeLessThanOrEqualTo(2);
    }
}
