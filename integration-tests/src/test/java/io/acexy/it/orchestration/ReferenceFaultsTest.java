package io.acexy.it.orchestration;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.it.support.TestPlayer;
import io.acexy.simulator.engine.DelayRange;
import io.acexy.simulator.engine.EngineScript;
import io.acexy.simulator.engine.EngineSimulator;
import io.acexy.simulator.orchestrator.EngineHealth;
import io.acexy.simulator.orchestrator.OrchestratorCounters;
import io.acexy.simulator.orchestrator.OrchestratorDialect;
import io.acexy.simulator.orchestrator.OrchestratorEndpoint;
import io.acexy.simulator.orchestrator.OrchestratorScript;
import io.acexy.simulator.orchestrator.SimulatedEngine;
import io.acexy.simulator.orchestrator.StreamEventRecord.Kind;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What went wrong in the first proxy that spoke to an orchestrator, as far as it takes a whole proxy to go wrong. Which test
 * stands for which fault is listed in {@code docs/decisions/0004-known-faults-are-tests.md}.
 */
class ReferenceFaultsTest {

    private World world;

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void theFallbackEngineStaysTheConfiguredOneWhicheverEnginesServe() throws Exception {
        try (EngineSimulator fallback = EngineSimulator.start()) {
            world = World.withEngines(2)
                    .proxy("port", Integer.toString(fallback.port()))
                    .seen();
            world.play(1);
            world.play(2);
            world.orchestrator.setScript(OrchestratorScript.REFUSING);
            world.play(3);
            assertThat(fallback.counters().total().starts()).isEqualTo(1);
        }
    }

    @Test
    void aProvisionedEngineIsReachedWhereTheListSaysAndReportedUnderItsOwnContainer() throws Exception {
        world = World.withEngines(0).proxy().seen();
        world.play(1);
        OrchestratorCounters counters = world.awaitStreams(1);
        assertThat(counters.phantomsNow()).isZero();
        SimulatedEngine engine = world.engine(0);
        assertThat(engine.streams()).hasSize(1);
        assertThat(world.events(Kind.STARTED).get(0).containerId()).isEqualTo(engine.containerId());
        assertThat(counters.requests(OrchestratorEndpoint.STREAM_STARTED).get(0).body())
                .contains("\"host\":\"" + engine.host() + "\"")
                .contains("\"port\":" + engine.port());
    }

    @Test
    void aHiccupOfTheListIsNotTakenForAShortage() throws Exception {
        world = World.withEngines(2).proxy().seen();
        world.orchestrator.setScript(OrchestratorEndpoint.ENGINES, OrchestratorScript.TEXT_500);
        world.play(1);
        assertThat(world.counters().provisionsAsked()).isZero();
    }

    @Test
    void twoRequestsAtOnceNeverTakeTheSameSlot() throws Exception {
        world = World.withEngines(2).proxy().seen();
        world.orchestrator.setScript(OrchestratorScript.EVENTS_REFUSED);
        TestPlayer one = world.ask(1);
        TestPlayer other = world.ask(2);
        one.awaitBytes(World.PLAYING);
        other.awaitBytes(World.PLAYING);
        assertThat(world.orchestrator.everyEngine())
                .allSatisfy(
                        engine -> assertThat(engine.counters().total().starts()).isEqualTo(1));
    }

    @Test
    void whoWaitsForAnEngineDelaysNobodyAndCanLeave() throws Exception {
        world = World.of(World.engines(1)
                        .withApi(api ->
                                api.withDelay(OrchestratorEndpoint.PROVISION, DelayRange.fixed(Duration.ofMinutes(1)))))
                .proxy("event.loops", "1")
                .seen();
        TestPlayer watching = world.play(1);
        TestPlayer waiting = world.ask(2);
        world.await(counters -> counters.calls(OrchestratorEndpoint.PROVISION) == 1);
        watching.awaitMore(World.PLAYING);
        world.ask(1).awaitBytes(World.PLAYING);
        waiting.close();
        watching.awaitMore(World.PLAYING);
    }

    @ParameterizedTest
    @EnumSource(names = {"PROVISION_SUCCESS_500", "PROVISION_SUCCESS_LOST", "PROVISION_SUCCESS_SILENT"})
    void anAmbiguousProvisionIsNotRepeatedAndItsEngineIsAdopted(OrchestratorScript ambiguity) throws Exception {
        world = World.withEngines(1).proxy("orch.provision.timeout", "500ms").seen();
        world.orchestrator.setScript(ambiguity);
        world.play(1);
        world.play(2);
        assertThat(world.counters().provisionsAsked()).isEqualTo(1);
        assertThat(world.counters().enginesNow()).isEqualTo(2);
        world.everybodyLeaves();
    }

    @Test
    void aProvisionThatBringsNoEngineIsGivenUpAndNotRepeated() throws Exception {
        world = World.withEngines(0).proxy("provision.wait", "500ms").seen();
        world.orchestrator.setScript(OrchestratorScript.PROVISION_NO_ENGINE);
        assertThat(world.refused(1, 503).text()).contains("the new engine is not listed");
        assertThat(world.counters().provisionsAsked()).isEqualTo(1);
    }

    @Test
    void aNewEngineThatNeverAnswersIsGivenUp() throws Exception {
        world = World.withEngines(0).proxy("provision.answer.wait", "500ms").seen();
        world.orchestrator.setScript(OrchestratorScript.NEW_ENGINES_DEAD);
        assertThat(world.refused(1, 503).text()).contains("the new engine does not answer");
        assertThat(world.counters().provisionsAsked()).isEqualTo(1);
    }

    @Test
    void aStatusPageThatFailsDoesNotForbidProvisioning() throws Exception {
        world = World.withEngines(0).proxy().seen();
        world.orchestrator.setScript(OrchestratorEndpoint.STATUS, OrchestratorScript.TEXT_500);
        world.play(1);
    }

    @Test
    void anUnhealthyEngineIsNotUsedWhileAnotherCanBeStarted() throws Exception {
        world = World.withEngines(1);
        world.orchestrator.setHealth(world.engine(0).containerId(), EngineHealth.UNHEALTHY);
        world.proxy().seen().play(1);
        assertThat(world.counters().provisionsAsked()).isEqualTo(1);
        assertThat(world.orchestrator.everyEngine().get(0).counters().total().starts())
                .isZero();
    }

    @Test
    void anUnhealthyEngineIsUsedWhenNothingElseCanBeHad() throws Exception {
        world = World.withEngines(1);
        world.orchestrator.setScript(OrchestratorScript.VPN_DOWN);
        world.orchestrator.setHealth(world.engine(0).containerId(), EngineHealth.UNHEALTHY);
        world.proxy().seen().play(1);
        assertThat(world.counters().provisionsAsked()).isZero();
    }

    @Test
    void aDrainingEngineIsNeverUsed() throws Exception {
        world = World.of(OrchestratorDialect.B, World.engines(1));
        world.orchestrator.setDraining(world.engine(0).containerId(), Optional.of("vpn_draining"));
        world.orchestrator.setScript(OrchestratorScript.BREAKER_OPEN);
        world.proxy().seen().refused(1, 503);
        assertThat(world.orchestrator.everyEngine().get(0).counters().total().starts())
                .isZero();
    }

    @Test
    void anEngineThatFailsAStartIsLeftForAnotherAndSetAside() throws Exception {
        world = World.withEngines(2);
        EngineSimulator bad = world.orchestrator.engine(world.engine(0).containerId());
        bad.setScript(EngineScript.NOT_JSON);
        world.orchestrator.setForwarded(world.engine(0).containerId(), true);
        world.proxy("max.streams.per.engine", "5").seen().play(1);
        assertThat(bad.counters().total().starts()).isEqualTo(1);
        world.play(2);
        world.play(3);
        assertThat(bad.counters().total().starts()).as("it was set aside").isEqualTo(1);
        world.everybodyLeaves();
    }

    @Test
    void anEngineThatIsListedAndDeadIsLeftForAnother() throws Exception {
        world = World.withEngines(2);
        world.orchestrator.engine(world.engine(0).containerId()).kill();
        world.orchestrator.setForwarded(world.engine(0).containerId(), true);
        world.proxy().seen().play(1);
        world.awaitStreams(1);
        world.everybodyLeaves();
    }

    @Test
    void anEngineWhoseHealthNobodyKnowsIsTriedBeforeItGetsAStream() throws Exception {
        world = World.withEngines(2);
        world.orchestrator.setScript(OrchestratorScript.UNKNOWN_HEALTH);
        world.orchestrator.engine(world.engine(0).containerId()).setScript(EngineScript.FULL_HANG);
        world.orchestrator.setForwarded(world.engine(0).containerId(), true);
        world.proxy().seen().play(1);
        assertThat(world.counters().provisionsAsked()).isZero();
    }

    @Test
    void aPlayerThatLeavesBeforeThePictureLeavesNothingBehind() throws Exception {
        world = World.withEngines(1);
        EngineSimulator engine = world.orchestrator.engine(world.engine(0).containerId());
        engine.setScript(EngineScript.HEADERS_THEN_SILENCE);
        world.proxy().seen();
        TestPlayer hasty = world.ask(1);
        engine.awaitCounters(counters -> counters.total().readersNow() == 1, World.PATIENCE);
        hasty.close();
        engine.awaitCounters(counters -> counters.total().sessionsNow() == 0, World.PATIENCE);
        engine.setScript(EngineScript.NORMAL);
        world.play(2);
        assertThat(world.awaitStreams(1).provisionsAsked()).isZero();
        assertThat(world.counters().eventsStarted()).isEqualTo(1);
    }

    @Test
    void theReasonOfAnEndIsWhatHappened() throws Exception {
        world = World.withEngines(1);
        EngineSimulator engine = world.orchestrator.engine(world.engine(0).containerId());
        world.proxy().seen().play(1);
        world.awaitStreams(1);
        engine.setScript(EngineScript.EOF_MIDSTREAM);
        world.await(counters -> counters.eventsEnded() == 1);
        assertThat(world.events(Kind.ENDED).get(0).reason()).isEqualTo("eof");
    }

    @Test
    void theStatusTellsOfTheOrchestrator() throws Exception {
        world = World.withEngines(1);
        world.orchestrator.setScript(OrchestratorScript.BREAKER_OPEN);
        world.proxy().seen();
        TestPlayer status = world.players.get(world.address(), "/ace/status");
        assertThat(status.awaitStatus()).isEqualTo(200);
        status.awaitEnd();
        assertThat(status.text())
                .contains("\"orchestrator\":{\"reachable\":true")
                .contains("\"provisioning\":\"blocked\",\"blocked_reason\":\"circuit_breaker\"");
    }

    @Test
    void everyRequestCarriesTheKey() throws Exception {
        world = World.of(World.engines(0).withApiKey("sesame"))
                .proxy("orch.apikey", "sesame")
                .seen();
        world.play(1);
        OrchestratorCounters counters = world.awaitStreams(1);
        assertThat(counters.unauthorised()).isZero();
        assertThat(counters.requests())
                .allSatisfy(request -> assertThat(request.headers()).containsEntry("authorization", "Bearer sesame"));
    }

    @Test
    void withoutAnOrchestratorNobodyIsAsked() throws Exception {
        world = World.withEngines(1).proxy("orch.url", "");
        world.refused(1, 502);
        assertThat(world.counters().connections()).isZero();
    }
}
