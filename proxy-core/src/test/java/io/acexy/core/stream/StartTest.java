package io.acexy.core.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.core.mpegts.JoinPoint;
import io.acexy.simulator.media.EndlessMedia;
import io.acexy.testkit.AlikeOnEveryJvm;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** A cold channel takes 10 to 30 s to its first media, which may begin anywhere. Times are the proxy's own. */
@AlikeOnEveryJvm
class StartTest {

    private static final EndlessMedia MEDIA = EndlessMedia.testPattern();

    /** From the first media to the next keyframe of the test pattern, and a little. */
    private static final long GOP_MILLIS = 2_200;

    private static final Duration RACE = Duration.ofSeconds(4);

    /**
     * Where in the transport stream an engine begins.
     *
     * @param beginning the packet, given the one that time says
     * @param cutBytes missing at its front
     */
    private record Beginning(String name, LongUnaryOperator beginning, int cutBytes) {}

    private static final List<Beginning> BEGINNINGS = List.of(
            new Beginning("at a keyframe", MEDIA::keyframeFrom, 0),
            new Beginning("in the middle of a GOP", packet -> MEDIA.keyframeFrom(packet) + 50, 0),
            new Beginning("just behind a keyframe", packet -> MEDIA.keyframeFrom(packet) + 1, 0),
            new Beginning("in the middle of a packet", packet -> MEDIA.keyframeFrom(packet) + 20, 77),
            new Beginning("in the middle of a table", packet -> MEDIA.lastOf(MEDIA.pmtPid(), packet), 40));

    @TestFactory
    Stream<DynamicTest> aStartOfAnyLengthPlays() {
        List<DynamicTest> rows = new ArrayList<>();
        for (int seconds : List.of(0, 5, 9, 11, 20, 30, 45)) {
            for (Beginning beginning : BEGINNINGS) {
                String name = seconds + " s, " + beginning.name;
                rows.add(DynamicTest.dynamicTest(name, () -> plays(seconds, beginning, 1, Duration.ZERO)));
                rows.add(DynamicTest.dynamicTest(name + ", two race", () -> plays(seconds, beginning, 2, RACE)));
            }
        }
        return rows.stream();
    }

    private static void plays(int seconds, Beginning beginning, int count, Duration race) {
        TestEngine[] engines = new TestEngine[count];
        for (int i = 0; i < count; i++) {
            engines[i] = cold("e" + i, seconds, beginning);
        }
        try (TestSwarm swarm = new TestSwarm(MEDIA, TestSwarm.config(race), StreamListener.NONE, engines)) {
            TestViewer viewer = swarm.watch();
            swarm.pass(Duration.ofSeconds(seconds + 8));

            assertThat(viewer.hasEnded()).isFalse();
            assertThat(viewer.firstByteAt)
                    .as("first byte")
                    .isBetween(seconds * 1000L, Math.min(60_000, seconds * 1000L + GOP_MILLIS));
            assertThat(viewer.joined.kind()).isEqualTo(JoinPoint.Kind.KEYFRAME);
            assertThat(engines[0].starts).as("starts on the first engine").hasSize(1);
            boolean raced = count > 1 && !race.isZero() && seconds >= race.toSeconds();
            assertThat(count > 1 ? engines[1].starts : List.of()).hasSize(raced ? 1 : 0);
        }
    }

    private static TestEngine cold(String name, int seconds, Beginning beginning) {
        TestEngine engine = new TestEngine(name);
        engine.cold = Duration.ofMillis(seconds * 1000L);
        engine.startTakes = Duration.ofMillis(10);
        engine.beginning = beginning.beginning;
        engine.cutBytes = beginning.cutBytes;
        return engine;
    }
}
