package io.acexy.it.failures;

import static io.acexy.it.failures.Stage.CHANNEL;
import static io.acexy.it.failures.Stage.OTHER;
import static io.acexy.simulator.engine.EngineScript.DELAYED_REDIRECT;
import static io.acexy.simulator.engine.EngineScript.MID_PACKET;
import static io.acexy.simulator.engine.EngineScript.NORMAL;
import static io.acexy.simulator.engine.EngineScript.OFFLINE;
import static io.acexy.simulator.engine.EngineScript.WARMUP_500;
import static io.acexy.simulator.engine.EngineScript.WARMUP_EMPTY_200;
import static io.acexy.simulator.engine.EngineScript.WARMUP_START_TIMEOUT;
import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.it.support.TestPlayer;
import io.acexy.simulator.engine.ContentCounters;
import io.acexy.simulator.engine.DelayRange;
import io.acexy.simulator.engine.EngineScript;
import io.acexy.simulator.engine.EngineSettings;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The start succeeds, and media takes its time or never comes. */
class WarmUpTest {

    private static final EngineSettings ENGINE = EngineSettings.fast()
            .withTiming(timing -> timing.withPrebuffer(DelayRange.of(100, 100)))
            .withFaults(faults -> faults.withWarmupTries(1));

    @RegisterExtension
    final Stage stage = new Stage(Map.of("start.timeout", "10s"), ENGINE);

    @Test
    @Covers(NORMAL)
    void anEngineThatWorksIsAskedOnceAndReadOnceAndStoppedOnce() throws Exception {
        assertPlaysInOneSession(NORMAL);
    }

    @Test
    @Covers(WARMUP_500)
    void anEngineThatHasNoDownloadYetIsAskedAgainInTheSameSession() throws Exception {
        assertPlaysInOneSession(WARMUP_500);
    }

    @Test
    @Covers(WARMUP_START_TIMEOUT)
    void anEngineThatHasNotBufferedYetIsAskedAgainInTheSameSession() throws Exception {
        assertPlaysInOneSession(WARMUP_START_TIMEOUT);
    }

    @Test
    @Covers(WARMUP_EMPTY_200)
    void anAnswerWithoutABodyIsNeverPassedOnButAskedForAgainInTheSameSession() throws Exception {
        assertPlaysInOneSession(WARMUP_EMPTY_200);
    }

    @Test
    @Covers(DELAYED_REDIRECT)
    void aRedirectThatIsHeldBackUntilThereIsMediaIsWaitedFor() throws Exception {
        assertPlaysInOneSession(DELAYED_REDIRECT);
    }

    @Test
    @Covers(MID_PACKET)
    void mediaThatBeginsInTheMiddleOfATableIsPlayedFromItsFirstKeyframe() throws Exception {
        assertPlaysInOneSession(MID_PACKET);
    }

    @Test
    @Covers(OFFLINE)
    void anOfflineChannelIs504AfterTheStartTimeoutAndDelaysNoOtherChannel() throws Exception {
        stage.follow(OFFLINE);
        TestPlayer waiting = stage.watch(CHANNEL);
        stage.awaitChannel(channel -> channel.readersNow() == 1);

        stage.playing(OTHER);

        assertThat(waiting.hasEnded()).isFalse();
        stage.assertRefusedForNow(waiting, 504, "no media within 10 s: the channel may be offline");
        ContentCounters left = stage.awaitChannel(channel -> channel.sessionsNow() == 0 && channel.stopped() == 1);
        assertThat(left.stopsReceived()).isEqualTo(1);
    }

    private void assertPlaysInOneSession(EngineScript script) throws InterruptedException {
        stage.follow(script);

        TestPlayer player = stage.playing(CHANNEL);

        stage.assertBytesAreRight(player, CHANNEL);
        player.close();
        ContentCounters left = stage.awaitChannel(channel -> channel.sessionsNow() == 0 && channel.stopped() > 0);
        assertThat(left.starts()).isEqualTo(1);
        assertThat(left.readers()).isEqualTo(1);
        assertThat(left.stopsReceived()).isEqualTo(1);
    }
}
