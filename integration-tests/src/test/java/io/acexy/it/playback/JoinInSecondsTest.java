package io.acexy.it.playback;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.it.support.Swarm;
import io.acexy.it.support.Swarm.Rate;
import io.acexy.it.support.Swarm.Viewer;
import io.acexy.it.support.TestPlayer;
import io.acexy.it.support.Witness.Stretch;
import io.acexy.testkit.Ffmpeg;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A newcomer gets his picture and a burst of media at once, at any bit rate and however far apart the keyframes are. */
class JoinInSecondsTest {

    private static final Duration BURST = Duration.ofSeconds(3);

    /**
     * What the first of all is sent at once fills the ring: an engine that reaches back spares the test that time. Newcomers come
     * at a few places between two keyframes; {@code RingInSecondsTest} has them all.
     */
    @ParameterizedTest(name = "{0}, keyframes {1} s apart, newcomers {2} ms apart")
    @CsvSource({"MBIT_8_SPARSE, 16, 2600", "MBIT_25, 2, 700"})
    void newcomersBeginAWholeBurstBackAndDecodeWithoutAWarning(Rate rate, int keyframeSeconds, int apart)
            throws Exception {
        Duration filled = BURST.plusSeconds(keyframeSeconds + 1);
        try (Swarm swarm = Swarm.at(rate)
                .behindLive(1_000)
                .reachingBack(filled.plusSeconds(keyframeSeconds))
                .start()) {
            Viewer first = swarm.watch();
            first.player().awaitBytes(swarm.bytesOf(filled));
            for (int i = 0; i < 4; i++) {
                first.player().awaitMore(swarm.bytesOf(Duration.ofMillis(apart)));
                joinsABurstBehind(swarm, first, keyframeSeconds);
            }
            first.witness().assertEveryByteOnce();
        }
    }

    private static long newestOf(Viewer viewer) {
        List<Stretch> stretches = viewer.witness().stretches();
        return stretches.get(stretches.size() - 1).end();
    }

    /** The bounds hold however long the newcomer's request takes: one with what had come before it, one with what came after. */
    private static void joinsABurstBehind(Swarm swarm, Viewer first, int keyframeSeconds) throws Exception {
        long before = newestOf(first);
        try (TestPlayer newcomer = swarm.players().get(swarm.proxy().address(), Swarm.CHANNEL.byId())) {
            newcomer.awaitBytes(swarm.bytesOf(BURST));
            byte[] body = newcomer.body();
            first.player().awaitMore(swarm.bytesOf(Duration.ofMillis(300)));
            double second = swarm.rate().media().packetsPerSecond();
            long joined = swarm.truth().verify(body);
            assertThat((before - joined) / second)
                    .as("behind what somebody had when he asked: no keyframe is waited for")
                    .isBetween(0.0, BURST.toSeconds() + keyframeSeconds + 0.3);
            assertThat((newestOf(first) - joined) / second)
                    .as("behind what there was when he had his burst")
                    .isGreaterThan(BURST.toSeconds() - 0.1);
            assertThat(Ffmpeg.warningsOf(out -> out.write(body), "-t", "2")).isEmpty();
        }
    }
}
