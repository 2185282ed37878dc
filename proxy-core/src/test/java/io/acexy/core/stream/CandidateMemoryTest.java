package io.acexy.core.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.core.broadcast.BufferBudget;
import io.acexy.simulator.media.EndlessMedia;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What candidates hold beside the rings counts with them, as docs/operations.md says. At 8 Mbit/s; starts reach back 12 s. */
class CandidateMemoryTest {

    private static final EndlessMedia MEDIA = EndlessMedia.testPattern().paddedTo(8_000_000);
    private static final int CHUNK = 64 * 1024;
    private static final int MIB = 1024 * 1024;

    private final TestEngine first = engine("a", 1_000);
    private final TestEngine second = engine("b", 2_000);

    private static TestEngine engine(String name, int behindMillis) {
        TestEngine engine = new TestEngine(name);
        engine.behind = Duration.ofMillis(behindMillis);
        engine.reachBack = Duration.ofSeconds(12);
        return engine;
    }

    private TestSwarm swarm(BufferBudget budget) {
        TestSwarm swarm = new TestSwarm(
                MEDIA, TestSwarm.config(Duration.ZERO), budget, List.of(StreamListener.NONE), first, second);
        swarm.stepMillis = 10;
        return swarm;
    }

    /** What it costs to hold so much, and a piece that is on its way. */
    private static long most(long held) {
        return held * 4 / 3 + 8 * CHUNK + TestSwarm.PIECE * EndlessMedia.PACKET_SIZE;
    }

    private static long mostInTheNext(TestSwarm swarm, Duration time) {
        long[] most = {0};
        swarm.passUntil(
                () -> {
                    most[0] = Math.max(most[0], swarm.memory());
                    return false;
                },
                time);
        return most[0];
    }

    @Test
    void aSpareHoldsTwelveSecondsWhereThereIsMemory() {
        try (TestSwarm swarm = swarm(BufferBudget.unlimited())) {
            TestViewer viewer = swarm.watch();
            swarm.pass(Duration.ofSeconds(20));
            long ring = mostInTheNext(swarm, Duration.ofSeconds(1));
            first.silentAfter = Duration.ZERO;
            long both = mostInTheNext(swarm, Duration.ofSeconds(3));

            assertThat(both - ring).isBetween(11L * MIB, 12L * MIB);
            swarm.pass(Duration.ofSeconds(5));
            assertThat(SwitchTest.jumps(viewer)).isEmpty();
            assertThat(swarm.switches()).isEqualTo(1);
            assertThat(swarm.memory()).as("afterwards").isLessThan(ring + MIB);
        }
    }

    @ParameterizedTest(name = "{0} MiB for all buffers")
    @ValueSource(ints = {8, 12, 16})
    void whereThereIsNotRingAndSpareShareWhatThereIsAndNothingIsLost(int megabytes) {
        try (TestSwarm swarm = swarm(new BufferBudget((long) megabytes * MIB))) {
            TestViewer viewer = swarm.watch();
            swarm.pass(Duration.ofSeconds(20));
            first.silentAfter = Duration.ZERO;
            long most = mostInTheNext(swarm, Duration.ofSeconds(8));

            assertThat(most).isLessThanOrEqualTo(most((long) megabytes * MIB));
            assertThat(swarm.switches()).isEqualTo(1);
            assertThat(SwitchTest.jumps(viewer)).isEmpty();
            assertThat(viewer.hasEnded()).isFalse();
        }
    }
}
