package io.acexy.it.failures;

import static io.acexy.it.failures.Stage.CHANNEL;
import static io.acexy.it.failures.Stage.MORE_BYTES;
import static io.acexy.it.failures.Stage.OTHER;
import static io.acexy.it.failures.Stage.SOME_BYTES;
import static io.acexy.simulator.engine.EngineScript.CORE_HANG;
import static io.acexy.simulator.engine.EngineScript.DIES;
import static io.acexy.simulator.engine.EngineScript.FULL_HANG;
import static io.acexy.simulator.engine.EngineScript.NORMAL;
import static io.acexy.simulator.engine.EngineScript.SLOW_STATUS;
import static io.acexy.simulator.engine.EngineScript.THREADS_EXHAUSTED;
import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.it.support.TestPlayer;
import io.acexy.simulator.engine.EngineScript;
import io.acexy.simulator.engine.EngineSettings;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The whole engine is in trouble, and it is the only one. */
class EngineWideTest {

    /** A stop that a hanging engine never heard is made up for by the expiry of its sessions. */
    private static final EngineSettings ENGINE =
            EngineSettings.fast().withRules(rules -> rules.withIdleExpiry(Duration.ofSeconds(1)));

    @RegisterExtension
    final Stage stage = new Stage(
            Map.of("empty.timeout", "1s", "no.response.timeout", "4s", "engine.stop.timeout", "500ms"), ENGINE);

    @Test
    @Covers(CORE_HANG)
    void aHangingCoreEndsItsStreamsCleanlyAndNewOnesAre502() throws Exception {
        assertHangEndsStreamsAndRefusesNewOnes(CORE_HANG);
    }

    @Test
    @Covers(FULL_HANG)
    void aHangingEngineEndsItsStreamsCleanlyAndNewOnesAre502() throws Exception {
        assertHangEndsStreamsAndRefusesNewOnes(FULL_HANG);
    }

    @Test
    @Covers(SLOW_STATUS)
    void aSlowStatusIsNothingToAStreamThatRunsOrToOneThatStarts() throws Exception {
        TestPlayer running = stage.playing(OTHER);

        stage.follow(SLOW_STATUS);

        stage.assertBytesAreRight(stage.playing(CHANNEL), CHANNEL);
        running.awaitMore(MORE_BYTES);
        stage.assertBytesAreRight(running, OTHER);
    }

    @Test
    @Covers(DIES)
    void aDeadEngineEndsItsStreamsCleanlyRefusesNewOnesAndServesThemOnceItIsBack() throws Exception {
        TestPlayer player = stage.playing(CHANNEL);

        stage.follow(DIES);

        stage.assertEndedCleanly(player);
        stage.assertRefusedForNow(
                stage.watch(CHANNEL), 502, "cannot reach " + stage.engine().authority());
        stage.engine().restart();
        stage.assertBytesAreRight(stage.playing(CHANNEL), CHANNEL);
        assertThat(stage.awaitChannel(channel -> true).killed()).isEqualTo(1);
    }

    @Test
    @Covers(THREADS_EXHAUSTED)
    void anEngineWithoutFreeThreadsKeepsItsStreamsAndStartsNewOnesWhenItHasSome() throws Exception {
        TestPlayer running = stage.playing(OTHER);
        stage.follow(THREADS_EXHAUSTED);
        long connections = stage.engine().counters().connections();

        TestPlayer waiting = stage.watch(CHANNEL);
        stage.engine().awaitCounters(counters -> counters.connections() > connections, Stage.PATIENCE);
        stage.engine().setScript(NORMAL);

        assertThat(waiting.awaitStatus()).isEqualTo(200);
        waiting.awaitBytes(SOME_BYTES);
        running.awaitMore(MORE_BYTES);
        stage.assertBytesAreRight(running, OTHER);
    }

    @Test
    @Covers(THREADS_EXHAUSTED)
    void aStartThatAnEngineWithoutFreeThreadsNeverTakesUpIs502() throws Exception {
        TestPlayer running = stage.playing(OTHER);
        stage.follow(THREADS_EXHAUSTED);

        stage.assertRefusedForNow(stage.watch(CHANNEL), 502, "did not answer within 4000 ms");

        running.awaitMore(MORE_BYTES);
        stage.assertBytesAreRight(running, OTHER);
    }

    private void assertHangEndsStreamsAndRefusesNewOnes(EngineScript script) throws InterruptedException {
        TestPlayer player = stage.playing(CHANNEL);

        stage.follow(script);

        stage.assertEndedCleanly(player);
        stage.assertRefusedForNow(stage.watch(OTHER), 502, "did not answer within 4000 ms");
        assertThat(stage.status().read()).startsWith("{\"streams\":");
        assertThat(stage.awaitChannel(channel -> channel.readersNow() == 0).starts())
                .isEqualTo(1);
    }
}
