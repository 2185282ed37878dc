package io.acexy.it.orchestration;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.it.support.TestPlayer;
import io.acexy.simulator.engine.EngineSimulator;
import io.acexy.simulator.orchestrator.OrchestratorCounters;
import io.acexy.simulator.orchestrator.OrchestratorEndpoint;
import io.acexy.simulator.orchestrator.OrchestratorScript;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What players notice when the orchestrator's interface is in trouble: nothing, as far as there are engines. */
class TroubledOrchestratorTest {

    private final EngineSimulator fallback = EngineSimulator.start();
    private World world;

    @AfterEach
    void stop() {
        world.close();
        fallback.close();
    }

    @ParameterizedTest
    @EnumSource(names = {"REFUSING", "FROZEN", "SLOW_DRIP", "TRUNCATED_JSON", "RESET_BODY", "HTML_200", "HTML_502"})
    void aRunningStreamIsUntouchedAndNewOnesFindAnEngine(OrchestratorScript trouble) throws Exception {
        world = World.withEngines(2)
                .proxy("port", Integer.toString(fallback.port()), "orch.timeout", "2s", "orch.health.interval", "100ms")
                .seen();
        TestPlayer running = world.play(1);
        world.awaitStreams(1);
        world.orchestrator.setScript(trouble);
        world.play(2);
        assertThat(fallback.counters().total().starts())
                .as("a known engine has room")
                .isZero();
        world.play(3);
        assertThat(fallback.counters().total().starts()).isEqualTo(1);
        running.awaitMore(World.PLAYING);
        world.verify(running, 1);
        assertThat(running.hasEnded()).isFalse();

        world.orchestrator.setScript(OrchestratorScript.NORMAL);
        OrchestratorCounters back = world.awaitStreams(2);
        assertThat(back.provisionsAsked())
                .as("before its silence is noticed, one player may have asked for an engine")
                .isLessThanOrEqualTo(1);
        assertThat(back.phantomsNow()).isZero();
        world.everybodyLeaves();
    }

    @Test
    void whenThereIsNeitherAnOrchestratorNorAFallbackThePlayerIsToldBoth() throws Exception {
        world = World.withEngines(1);
        world.orchestrator.setScript(OrchestratorScript.FROZEN);
        world.proxy("orch.timeout", "200ms");
        assertThat(world.refused(1, 503).text())
                .contains("the orchestrator does not answer (failed: TIMEOUT")
                .contains("the fallback engine is gone too: cannot reach 127.0.0.1:1");
    }

    @Test
    void anOrchestratorThatStandsStillDoesNotHoldBackWhatIsKnown() throws Exception {
        world = World.withEngines(1)
                .proxy("orch.timeout", "10m", "orch.health.interval", "1h")
                .seen();
        world.orchestrator.setScript(OrchestratorScript.FROZEN);
        world.play(1);
    }

    @Test
    void eventsThatFailAreRepeatedUntilTheyArriveOnce() throws Exception {
        world = World.withEngines(1).proxy().seen();
        world.orchestrator.setScript(OrchestratorScript.EVENTS_FAIL);
        world.play(1);
        world.await(counters -> counters.calls(OrchestratorEndpoint.STREAM_STARTED) == 1);
        world.orchestrator.setScript(OrchestratorScript.NORMAL);
        world.awaitStreams(1);
        world.everybodyLeaves();
        assertThat(world.counters().eventsStarted()).isEqualTo(1);
    }

    @Test
    void anEventWhoseAnswerIsLostIsNotCountedTwice() throws Exception {
        world = World.withEngines(1).proxy().seen();
        world.orchestrator.setScript(OrchestratorScript.EVENTS_LOST_ANSWER);
        world.play(1);
        world.awaitStreams(1);
        world.orchestrator.setScript(OrchestratorScript.NORMAL);
        world.everybodyLeaves();
        assertThat(world.counters().eventsStarted()).isEqualTo(1);
    }

    @Test
    void theLastReportsAreDeliveredWhenTheProxyStops() throws Exception {
        world = World.withEngines(2).proxy("linger", "1m").seen();
        world.play(1);
        world.play(2);
        world.awaitStreams(2);
        world.stopProxy();
        OrchestratorCounters after = world.counters();
        assertThat(after.streamsNow()).isZero();
        assertThat(after.eventsEnded()).isEqualTo(2);
    }
}
