package io.acexy.core.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.core.engine.EngineFault;
import io.acexy.simulator.media.EndlessMedia;
import io.acexy.testkit.AlikeOnEveryJvm;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Two engines of one swarm at 8 Mbit/s in pieces of 84 packets, so that chunks fill within a piece. */
@AlikeOnEveryJvm
class SwitchTest {

    private static final EndlessMedia MEDIA = EndlessMedia.testPattern().paddedTo(8_000_000);
    private static final int PACKET = EndlessMedia.PACKET_SIZE;
    private static final int NULL_PID = 0x1FFF;
    private static final int SWITCHES = 10;

    /** How much further behind live the second engine is. */
    private static final List<Integer> APART_MILLIS = List.of(0, 3, 900, 2_100);

    private static final List<Integer> REACH_BACK_SECONDS = List.of(0, 2, 8);

    @TestFactory
    Stream<DynamicTest> movesThereAndBackGiveEveryByteOnce() {
        return rows(SwitchTest::moves);
    }

    @TestFactory
    Stream<DynamicTest> deathsThereAndBackGiveNoByteTwiceAndAllWhereTheNextEngineReachesBackFarEnough() {
        return rows(SwitchTest::deaths);
    }

    /** What is done with two engines so far apart, which reach back so far. */
    private interface Row {
        void play(int apartMillis, int reachBackSeconds);
    }

    private static Stream<DynamicTest> rows(Row row) {
        List<DynamicTest> rows = new ArrayList<>();
        for (int apart : APART_MILLIS) {
            for (int reachBack : REACH_BACK_SECONDS) {
                rows.add(DynamicTest.dynamicTest(
                        apart + " ms apart, reaching back " + reachBack + " s", () -> row.play(apart, reachBack)));
            }
        }
        return rows.stream();
    }

    private static void moves(int apartMillis, int reachBackSeconds) {
        TestEngine near = engine("near", 500, reachBackSeconds);
        TestEngine far = engine("far", 500 + apartMillis, reachBackSeconds);
        try (TestSwarm swarm = swarm(near, far)) {
            TestViewer viewer = playing(swarm);
            for (int i = 0; i < SWITCHES; i++) {
                int wanted = i + 1;
                swarm.streams.move(TestSwarm.CONTENT);
                assertThat(swarm.passUntil(() -> swarm.switches() == wanted, Duration.ofSeconds(12)))
                        .as("move " + i)
                        .isTrue();
                swarm.pass(Duration.ofMillis(170));
            }
            assertThat(near.starts.size() + far.starts.size()).isEqualTo(1 + SWITCHES);
            assertThat(jumps(viewer)).isEmpty();
        }
    }

    private static void deaths(int apartMillis, int reachBackSeconds) {
        TestEngine near = engine("near", 500, reachBackSeconds);
        TestEngine far = engine("far", 500 + apartMillis, reachBackSeconds);
        try (TestSwarm swarm = swarm(near, far)) {
            TestViewer viewer = playing(swarm);
            for (int i = 0; i < SWITCHES; i++) {
                TestEngine dying = near.open() > 0 ? near : far;
                TestEngine other = dying == near ? far : near;
                dying.sessions.get(dying.sessions.size() - 1).fail(EngineFault.broken("dead"));
                swarm.passUntil(() -> other.open() > 0, Duration.ofSeconds(5));
                int before = viewer.size();
                assertThat(swarm.passUntil(() -> viewer.size() > before + 1_500_000, Duration.ofSeconds(9)))
                        .as("switch " + i)
                        .isTrue();
            }
            List<Long> jumps = jumps(viewer);
            assertThat(jumps).allMatch(jump -> jump > 0);
            if (reachBackSeconds * 1000 > apartMillis + 300) {
                assertThat(jumps).isEmpty();
            }
        }
    }

    private static TestEngine engine(String name, int behindMillis, int reachBackSeconds) {
        TestEngine engine = new TestEngine(name);
        engine.behind = Duration.ofMillis(behindMillis);
        engine.reachBack = Duration.ofSeconds(reachBackSeconds);
        return engine;
    }

    private static TestSwarm swarm(TestEngine... engines) {
        TestSwarm swarm = new TestSwarm(MEDIA, TestSwarm.config(Duration.ZERO), StreamListener.NONE, engines);
        swarm.stepMillis = 7;
        return swarm;
    }

    private static TestViewer playing(TestSwarm swarm) {
        TestViewer viewer = swarm.watch();
        swarm.passUntil(viewer::hasBegun, Duration.ofSeconds(5));
        swarm.pass(Duration.ofSeconds(1));
        return viewer;
    }

    /**
     * By how many packets the viewer was sent elsewhere, each time that he was, as the numbered null packets tell; tables and
     * marks of discontinuity in between count as one packet back each.
     */
    static List<Long> jumps(TestViewer viewer) {
        ByteBuffer received = ByteBuffer.wrap(viewer.received());
        List<Long> jumps = new ArrayList<>();
        long offset = -1;
        for (int at = 0; at < received.capacity(); at += PACKET) {
            if ((received.getShort(at + 1) & 0x1FFF) == NULL_PID) {
                long now = received.getLong(at + 4) - at / PACKET;
                if (offset >= 0 && now != offset) {
                    jumps.add(now - offset);
                }
                offset = now;
            }
        }
        assertThat(offset).as("media has come").isPositive();
        return jumps;
    }
}
