package io.acexy.core.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.core.engine.EngineFault;
import io.acexy.simulator.media.EndlessMedia;
import io.acexy.testkit.AlikeOnEveryJvm;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Three engines of one swarm at 8 Mbit/s, 0.5, 1.7 and 2.6 s behind live, and eight faults in a row, of any kind and at any
 * moment. Times are the proxy's own.
 */
@AlikeOnEveryJvm
class FaultsTest {

    private static final EndlessMedia MEDIA = EndlessMedia.testPattern().paddedTo(8_000_000);
    private static final int FAULTS = 8;
    private static final long GOP_PACKETS = MEDIA.packetAt(Duration.ofSeconds(2));

    private enum Fault {
        KILLED,
        STOPPED,
        SILENT,
        CLEAN_END,
        MOVE
    }

    @TestFactory
    Stream<DynamicTest> startsThatReachBackTwoSecondsLoseNothing() {
        return seeds(10, seed -> {
            List<Long> jumps = play(seed, Duration.ofSeconds(2), Duration.ZERO);
            assertThat(jumps).isEmpty();
        });
    }

    @TestFactory
    Stream<DynamicTest> startsThatReachBackNotAtAllLoseTheGapAndOneKeyframeDistance() {
        return seeds(10, seed -> {
            Duration longestGap = Duration.ofMillis(4_000 + 2_100 + 500); // silence, apart, start
            List<Long> jumps = play(seed, Duration.ZERO, longestGap);
            assertThat(jumps).allMatch(jump -> jump > 0 && jump <= MEDIA.packetAt(longestGap) + GOP_PACKETS);
        });
    }

    private interface Seeded {
        void play(int seed);
    }

    private static Stream<DynamicTest> seeds(int count, Seeded row) {
        return IntStream.range(0, count)
                .mapToObj(seed -> DynamicTest.dynamicTest("seed " + seed, () -> row.play(seed)));
    }

    private static List<Long> play(int seed, Duration reachBack, Duration longestGap) {
        Random random = new Random(seed);
        TestEngine[] engines = {
            engine("a", 500, reachBack), engine("b", 1_700, reachBack), engine("c", 2_600, reachBack)
        };
        try (TestSwarm swarm = new TestSwarm(MEDIA, TestSwarm.config(Duration.ZERO), StreamListener.NONE, engines)) {
            swarm.stepMillis = 7;
            TestViewer viewer = swarm.watch();
            swarm.passUntil(viewer::hasBegun, Duration.ofSeconds(5));
            for (int i = 0; i < FAULTS; i++) {
                swarm.pass(Duration.ofMillis(3_000 + random.nextInt(5_000)));
                TestEngine victim = serving(engines);
                happen(swarm, victim, Fault.values()[random.nextInt(Fault.values().length)]);
                swarm.pass(Duration.ofSeconds(9));
                heal(victim);
                assertThat(viewer.hasEnded()).as("fault " + i).isFalse();
            }
            swarm.pass(Duration.ofSeconds(3));
            int least = (int) (swarm.millis() * 1_000 - 10_000_000 - FAULTS * longestGap.toMillis() * 1_000);
            assertThat(viewer.size()).as("bytes, at a million a second").isGreaterThan(least);
            return SwitchTest.jumps(viewer);
        }
    }

    private static TestEngine engine(String name, int behindMillis, Duration reachBack) {
        TestEngine engine = new TestEngine(name);
        engine.behind = Duration.ofMillis(behindMillis);
        engine.reachBack = reachBack;
        return engine;
    }

    private static TestEngine serving(TestEngine... engines) {
        return Stream.of(engines)
                .filter(engine -> engine.open() > 0)
                .findFirst()
                .orElseThrow();
    }

    private static void happen(TestSwarm swarm, TestEngine victim, Fault fault) {
        TestSession session = victim.sessions.get(victim.sessions.size() - 1);
        switch (fault) {
            case KILLED -> {
                victim.startFault = EngineFault.unreachable("dead");
                session.fail(EngineFault.unreachable("reset"));
            }
            case STOPPED -> {
                victim.knowsSession = false;
                session.fail(new EngineFault(EngineFault.Kind.ENDED, "stopped"));
            }
            case SILENT -> victim.silentAfter = Duration.ZERO;
            case CLEAN_END -> session.fail(new EngineFault(EngineFault.Kind.ENDED, "the end"));
            case MOVE -> swarm.streams.move(TestSwarm.CONTENT);
        }
    }

    private static void heal(TestEngine victim) {
        victim.startFault = null;
        victim.knowsSession = true;
        victim.silentAfter = null;
    }
}
