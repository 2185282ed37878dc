package io.acexy.it.orchestration;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.it.support.TestPlayer;
import io.acexy.simulator.orchestrator.OrchestratorCounters;
import io.acexy.simulator.orchestrator.OrchestratorDialect;
import io.acexy.simulator.orchestrator.OrchestratorEndpoint;
import io.acexy.simulator.orchestrator.OrchestratorScript;
import io.acexy.simulator.orchestrator.StreamEventRecord.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What only the orchestrators in Python do, as it was seen with real ones. */
class PythonOrchestratorTest {

    private World world;

    @AfterEach
    void stop() {
        world.close();
    }

    /** Its list then takes longer than any other answer may take. */
    @Test
    void oneHungEngineDoesNotLoseTheOthers() throws Exception {
        world = World.withEngines(2);
        world.orchestrator.setScript(OrchestratorScript.HUNG_ENGINE);
        world.proxy("orch.timeout", "4s");
        world.play(1);
        world.play(2);
        assertThat(world.awaitStreams(2).provisionsAsked()).isZero();
        assertThat(world.orchestrator.everyEngine())
                .allSatisfy(
                        engine -> assertThat(engine.counters().total().starts()).isEqualTo(1));
    }

    /** The provisioning call has no code for it, and the status may be some seconds behind. */
    @Test
    void whoFindsItFullBeforeItsStatusSaysSoIsToldAtOnce() throws Exception {
        world = World.of(World.engines(1)
                        .withFleet(fleet -> fleet.withMaxReplicas(1).withLimitedByPorts(true))
                        .withApi(api -> api.withStatusCache(Duration.ofHours(1))))
                .proxy()
                .seen();
        world.orchestrator.setScript(OrchestratorEndpoint.STATUS, OrchestratorScript.TEXT_500);
        world.play(1);
        List<TestPlayer> burst = new ArrayList<>();
        for (int content = 2; content < 12; content++) {
            burst.add(world.ask(content));
        }
        for (TestPlayer player : burst) {
            assertThat(player.awaitStatus()).isEqualTo(503);
            player.awaitEnd();
            assertThat(player.text()).startsWith("Service at capacity: Please try again in a moment\n");
        }
        assertThat(world.counters().provisionsAsked())
                .as("nobody waits half a minute to ask again")
                .isLessThanOrEqualTo(burst.size());
    }

    @Test
    void theLastVersionIsServedThoughEachSuccessfulProvisionLooksLikeAFailure() throws Exception {
        world = World.of(OrchestratorDialect.A_LAST, World.engines(1)).proxy().seen();
        world.play(1);
        world.play(2);
        world.play(3);
        OrchestratorCounters counters = world.awaitStreams(3);
        assertThat(counters.provisionsAsked()).isEqualTo(2);
        assertThat(counters.enginesNow()).isEqualTo(3);
        world.everybodyLeaves();
    }

    @Test
    void anEndThatIsNotAnsweredIsFoundInTheBooksAndNotSentAgain() throws Exception {
        world = World.of(OrchestratorDialect.A_OCT, World.engines(1))
                .proxy("orch.timeout", "2s")
                .seen();
        world.orchestrator.setScript(OrchestratorScript.EVENTS_END_HANGS);
        TestPlayer player = world.play(1);
        world.awaitStreams(1);
        player.close();
        world.await(counters -> counters.streamsNow() == 0 && counters.calls(OrchestratorEndpoint.STREAMS) > 1);
        world.orchestrator.setScript(OrchestratorScript.NORMAL);
        world.play(1);
        world.awaitStreams(1);
        assertThat(world.events(Kind.ENDED)).hasSize(1);
    }

    @Test
    void anEngineThatWasGivenAPortInUseIsNoSecondEngine() throws Exception {
        world = World.of(World.engines(1).withFleet(fleet -> fleet.withMaxReplicas(3)))
                .proxy("provision.answer.wait", "1s")
                .seen();
        world.play(1);
        world.orchestrator.setScript(OrchestratorScript.NEW_ENGINES_PORT_IN_USE);
        assertThat(world.refused(2, 503).text()).contains("the new engine was given a port that is in use");
        assertThat(world.orchestrator.everyEngine().get(0).counters().total().starts())
                .as("its one slot is taken")
                .isEqualTo(1);
        assertThat(world.counters().provisionsAsked()).isEqualTo(1);
    }
}
