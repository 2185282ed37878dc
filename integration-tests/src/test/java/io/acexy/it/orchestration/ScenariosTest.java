package io.acexy.it.orchestration;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.it.support.TestPlayer;
import io.acexy.simulator.engine.EngineScript;
import io.acexy.simulator.engine.EngineSimulator;
import io.acexy.simulator.orchestrator.OrchestratorCounters;
import io.acexy.simulator.orchestrator.OrchestratorDialect;
import io.acexy.simulator.orchestrator.OrchestratorEndpoint;
import io.acexy.simulator.orchestrator.OrchestratorScript;
import io.acexy.simulator.orchestrator.OrchestratorSettings;
import io.acexy.simulator.orchestrator.Proposal;
import io.acexy.simulator.orchestrator.RestartPlan;
import io.acexy.simulator.orchestrator.StreamEventRecord.Kind;
import java.time.Duration;
import java.util.EnumSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The situations that an integration with an orchestrator is made for. */
class ScenariosTest {

    private World world;

    @AfterEach
    void stop() {
        world.close();
    }

    @ParameterizedTest
    @EnumSource
    void normalProvisioning(OrchestratorDialect dialect) throws Exception {
        world = World.of(dialect, World.engines(0)).proxy().seen();
        TestPlayer player = world.play(1);
        OrchestratorCounters counters = world.awaitStreams(1);
        assertThat(counters.provisionsAsked()).isEqualTo(1);
        assertThat(counters.enginesNow()).isEqualTo(1);
        assertThat(world.events(Kind.STARTED).get(0).containerId())
                .isEqualTo(world.engine(0).containerId());
        world.verify(player, 1);
        world.everybodyLeaves();
    }

    @ParameterizedTest
    @EnumSource
    void allEnginesAtCapacity(OrchestratorDialect dialect) throws Exception {
        world = World.of(dialect, World.engines(2)).proxy().seen();
        world.play(1);
        world.play(2);
        world.play(3);
        OrchestratorCounters counters = world.awaitStreams(3);
        assertThat(counters.provisionsAsked()).isEqualTo(1);
        assertThat(counters.mostStreamsOnOneEngine()).isEqualTo(1);
        assertThat(world.events(Kind.STARTED)).hasSize(3);
        world.everybodyLeaves();
    }

    @Test
    void whenNoMoreEnginesAreAllowedThePlayerIsToldThatCapacityIsReached() throws Exception {
        world = World.of(World.engines(1).withFleet(fleet -> fleet.withMaxReplicas(1)))
                .proxy()
                .seen();
        world.play(1);
        TestPlayer second = world.refused(2, 503);
        assertThat(second.text()).startsWith("Service at capacity: Please try again in a moment\n");
        assertThat(second.headers().get("Retry-After")).isEqualTo("10");
        assertThat(world.counters().provisionsAsked()).isZero();
        world.everybodyLeaves();
    }

    @Test
    void vpnFailureLeavesExistingEnginesInUseAndIsNamedWhereThereIsNoRoom() throws Exception {
        world = World.withEngines(1);
        world.orchestrator.setScript(OrchestratorScript.VPN_DOWN);
        world.proxy().seen().play(1);
        TestPlayer second = world.refused(2, 503);
        assertThat(second.text()).startsWith("Service temporarily unavailable: VPN connection is being restored\n");
        assertThat(second.headers().get("Retry-After")).isEqualTo("60");
        TestPlayer asJson = world.askForJson(3);
        assertThat(asJson.awaitStatus()).isEqualTo(503);
        asJson.awaitEnd();
        assertThat(asJson.text())
                .contains("\"reason\":\"Service temporarily unavailable: VPN connection is being restored\"")
                .contains("\"retry_after_seconds\":60");
        assertThat(world.counters().provisionsAsked())
                .as("the status says that there is no point")
                .isZero();
        world.everybodyLeaves();
    }

    @Test
    void vpnFailureThatTheLastStatusDidNotShowYetIsToldByTheProvisioningCall() throws Exception {
        world = World.withEngines(0).proxy("orch.health.interval", "1h").seen();
        world.orchestrator.setScript(OrchestratorScript.VPN_DOWN);
        TestPlayer player = world.refused(1, 503);
        assertThat(player.text()).startsWith("Service temporarily unavailable: VPN connection is being restored\n");
        assertThat(world.counters().provisionsAsked()).isEqualTo(1);
    }

    @Test
    void circuitBreakerIsNamedWithTheTimeItNeeds() throws Exception {
        world = World.withEngines(0);
        world.orchestrator.setScript(OrchestratorScript.BREAKER_OPEN);
        world.proxy().seen();
        TestPlayer player = world.refused(1, 503);
        assertThat(player.text()).startsWith("Service temporarily unavailable: System is recovering from errors\n");
        assertThat(Integer.parseInt(player.headers().get("Retry-After"))).isBetween(200, 300);
        assertThat(world.counters().provisionsAsked()).isZero();
    }

    @Test
    void aRefusalThatEndsWhileThePlayerWaitsIsWaitedOut() throws Exception {
        world = World.of(
                World.engines(0).withFaults(faults -> faults.withBreaker(Duration.ofSeconds(5), Duration.ZERO)));
        world.proxy("orch.health.interval", "1h").seen();
        world.orchestrator.setScript(OrchestratorScript.BREAKER_OPEN);
        world.play(1);
        assertThat(world.counters().provisionsAsked()).isEqualTo(2);
        world.everybodyLeaves();
    }

    @Test
    void permanentFailureIsToldAndNotRepeated() throws Exception {
        world = World.withEngines(0).proxy().seen();
        world.orchestrator.setScript(OrchestratorScript.PROVISION_PERMANENT_500);
        TestPlayer player = world.refused(1, 503);
        assertThat(player.text()).startsWith("Service temporarily unavailable: ");
        assertThat(world.counters().provisionsAsked()).isEqualTo(1);
    }

    @Test
    void whileTheOrchestratorIsAwayTheKnownListServesAndThenTheFallbackEngine() throws Exception {
        try (EngineSimulator fallback = EngineSimulator.start()) {
            world = World.withEngines(2)
                    .proxy("port", Integer.toString(fallback.port()), "orch.health.interval", "100ms")
                    .seen();
            TestPlayer before = world.play(1);
            world.awaitStreams(1);
            world.orchestrator.setScript(OrchestratorScript.REFUSING);
            world.play(2);
            assertThat(fallback.counters().total().starts())
                    .as("a known engine has room")
                    .isZero();
            world.play(3);
            assertThat(fallback.counters().total().starts()).isEqualTo(1);
            before.awaitMore(World.PLAYING);
            world.orchestrator.setScript(OrchestratorScript.NORMAL);
            OrchestratorCounters back = world.awaitStreams(2);
            assertThat(back.phantomsNow())
                    .as("nobody hears of the fallback engine")
                    .isZero();
            world.play(4);
            assertThat(world.counters().provisionsAsked()).isEqualTo(1);
            world.verify(before, 1);
            world.everybodyLeaves();
        }
    }

    @Test
    void aListThatIsTooOldIsNotUsedAnyMore() throws Exception {
        try (EngineSimulator fallback = EngineSimulator.start()) {
            world = World.withEngines(2)
                    .proxy("port", Integer.toString(fallback.port()), "orch.stale", "0s")
                    .seen();
            world.orchestrator.setScript(OrchestratorScript.REFUSING);
            world.play(1);
            assertThat(fallback.counters().total().starts()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void afterARestartThatHasForgottenEverythingRunningStreamsAreAnnouncedAgain(OrchestratorDialect dialect)
            throws Exception {
        world = World.of(dialect, World.engines(2))
                .proxy("orch.health.interval", "100ms")
                .seen();
        TestPlayer player = world.play(1);
        world.awaitStreams(1);
        String old = world.events(Kind.STARTED).get(0).containerId();
        world.orchestrator.restart(RestartPlan.of(dialect).withRefusing(Duration.ofMillis(300)));
        world.await(counters -> counters.eventsStarted() == 2 && counters.streamsNow() == 1);
        assertThat(world.events(Kind.STARTED).get(1).containerId())
                .isNotEqualTo(old)
                .isIn(world.orchestrator.engines().stream()
                        .map(engine -> engine.containerId())
                        .toList());
        player.awaitMore(World.PLAYING);
        world.players.hangUp();
        assertThat(world.awaitStreams(0).phantomsNow()).isZero();
    }

    @Test
    void anUpgradeToAnotherGenerationIsNoticed() throws Exception {
        world = World.withEngines(2).proxy("orch.health.interval", "100ms").seen();
        world.play(1);
        world.awaitStreams(1);
        world.orchestrator.restart(RestartPlan.of(OrchestratorDialect.B));
        world.awaitStreams(1);
        world.play(2);
        world.awaitStreams(2);
        world.players.hangUp();
        world.awaitStreams(0);
    }

    @Test
    void migrationFromStaticConfigurationPrefersTheOrchestratorAndKeepsTheOldEngineInReserve() throws Exception {
        try (EngineSimulator old = EngineSimulator.start()) {
            world = World.withEngines(1)
                    .proxy("port", Integer.toString(old.port()))
                    .seen();
            world.play(1);
            world.awaitStreams(1);
            assertThat(old.counters().total().starts()).isZero();
            world.everybodyLeaves();
        }
    }

    @Test
    void migrationToAnOrchestratorThatIsNotThereYetWorksAsBefore() throws Exception {
        try (EngineSimulator old = EngineSimulator.start()) {
            world = World.withEngines(1);
            world.orchestrator.setScript(OrchestratorScript.REFUSING);
            world.proxy("port", Integer.toString(old.port()), "orch.health.interval", "100ms");
            world.play(1);
            assertThat(old.counters().total().starts()).isEqualTo(1);
            world.orchestrator.setScript(OrchestratorScript.NORMAL);
            world.seen().play(2);
            world.awaitStreams(1);
            assertThat(old.counters().total().starts()).isEqualTo(1);
            world.everybodyLeaves();
        }
    }

    @Test
    void whereTheOrchestratorChoosesItselfItsChoiceIsTakenAndAnUnusedSlotIsGivenBack() throws Exception {
        world = World.of(OrchestratorDialect.B, World.engines(1));
        EngineSimulator engine = world.orchestrator.engine(world.engine(0).containerId());
        engine.setScript(EngineScript.CONTENT_NOT_FOUND);
        world.proxy("orch.select.url", world.orchestrator.internalUrl()).seen();
        world.refused(1, 404);
        OrchestratorCounters refused = world.await(counters -> counters.eventsEnded() == 1);
        assertThat(refused.calls(OrchestratorEndpoint.SELECT_ENGINE)).isPositive();
        assertThat(world.engine(0).load()).isZero();
        engine.setScript(EngineScript.NORMAL);
        world.play(1);
        world.awaitStreams(1);
        assertThat(world.engine(0).load()).isEqualTo(1);
        world.players.hangUp();
        world.awaitStreams(0);
        world.await(counters -> counters.eventsEnded() == 2);
        assertThat(world.engine(0).load()).isZero();
    }

    @Test
    void whatThePublicVersionsDoNotOfferIsUsedWhereItIsOffered() throws Exception {
        world = World.of(OrchestratorSettings.fast().withProposals(EnumSet.allOf(Proposal.class)))
                .proxy()
                .seen();
        world.play(1);
        world.play(2);
        world.play(3);
        OrchestratorCounters counters = world.awaitStreams(3);
        assertThat(counters.calls(OrchestratorEndpoint.HEALTH_SCORE)).isPositive();
        assertThat(counters.calls(OrchestratorEndpoint.READY)).isPositive();
        assertThat(counters.mostStreamsOnOneEngine()).isEqualTo(1);
        world.everybodyLeaves();
    }
}
