package io.acexy.it.orchestration;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.it.support.TestPlayer;
import io.acexy.simulator.engine.EngineSimulator;
import io.acexy.simulator.orchestrator.OrchestratorEndpoint;
import io.acexy.simulator.orchestrator.OrchestratorScript;
import io.acexy.testkit.Patience;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is told to players and operators when something is wrong that only the operator can mend. */
class OperatorsWordsTest {

    private World world;

    @AfterEach
    void stop() {
        world.close();
    }

    private String status() throws InterruptedException {
        TestPlayer status = world.players.get(world.address(), "/ace/status");
        assertThat(status.awaitStatus()).isEqualTo(200);
        status.awaitEnd();
        return status.text();
    }

    @Test
    void aWrongKeyIsToldAtOnceThoughTheOrchestratorAnswersEverythingThatIsAsked() throws Exception {
        world = World.of(World.engines(0).withApiKey("sesame")).proxy("orch.apikey", "wrong");
        assertThat(world.refused(1, 503).text())
                .startsWith("Service temporarily unavailable: the orchestrator refuses this proxy's key\n");
        // The refusal of the key may come before the first look at the state.
        assertThat(Patience.until(this::status, text -> text.contains("\"reachable\":true")))
                .contains("\"key\":\"refused: set ACEXY_ORCH_APIKEY")
                .contains("\"provisioning\":\"blocked\",\"blocked_reason\":\"key_refused\"");
        assertThat(world.counters().provisionsAsked()).isZero();
    }

    @Test
    void reportsWaitWhileTheKeyIsRefusedAndArriveOnceItIsTaken() throws Exception {
        world = World.of(World.engines(1).withApiKey("sesame"))
                .proxy("orch.health.interval", "100ms")
                .seen();
        world.play(1);
        world.await(counters -> counters.calls(OrchestratorEndpoint.STREAM_STARTED) == 1);
        world.orchestrator.configure(settings -> settings.withApiKey(""));
        world.awaitStreams(1);
        assertThat(world.counters().eventsStarted()).isEqualTo(1);
        world.everybodyLeaves();
    }

    @Test
    void theFallbackEngineHasALimitOfItsOwn() throws Exception {
        try (EngineSimulator fallback = EngineSimulator.start()) {
            world = World.withEngines(1);
            world.orchestrator.setScript(OrchestratorScript.REFUSING);
            world.proxy("port", Integer.toString(fallback.port()), "max.streams.per.engine", "1");
            world.play(1);
            world.play(2);
            world.play(3);
            assertThat(fallback.counters().total().starts()).isEqualTo(3);
        }
    }

    /** As it is when acexy runs outside the engines' Docker network. */
    @Test
    void namesThatCannotBeResolvedAreToldAtOnceAndNoEngineIsStartedForThem() throws Exception {
        world = World.withEngines(2);
        world.orchestrator.setHost(world.engine(0).containerId(), "acestream-1.invalid");
        world.orchestrator.setHost(world.engine(1).containerId(), "acestream-2.invalid");
        world.proxy().seen();
        assertThat(world.refused(1, 503).text())
                .startsWith(
                        "Service temporarily unavailable: this proxy cannot resolve the engines' names (acestream-1")
                .contains("Docker network");
        assertThat(world.refused(2, 503).text()).contains("cannot resolve the engines' names");
        assertThat(status()).contains("\"engine_trouble\":\"this proxy cannot resolve the engines' names");
        assertThat(world.counters().provisionsAsked()).isZero();
    }

    @Test
    void aNewEngineWhoseNameCannotBeResolvedIsNotWaitedFor() throws Exception {
        world = World.withEngines(0).proxy().seen();
        world.orchestrator.setScript(OrchestratorScript.NEW_ENGINES_UNRESOLVABLE);
        assertThat(world.refused(1, 503).text()).contains("cannot resolve the engines' names");
        assertThat(world.refused(2, 503).text()).contains("cannot resolve the engines' names");
        assertThat(world.counters().provisionsAsked()).isEqualTo(1);
    }
}
