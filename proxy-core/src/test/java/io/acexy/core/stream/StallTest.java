package io.acexy.core.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.simulator.media.EndlessMedia;
import io.acexy.testkit.AlikeOnEveryJvm;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Three engines of one swarm at 8 Mbit/s, which stalls as a whole: nobody else would have more, and nobody is asked for it in vain. */
@AlikeOnEveryJvm
class StallTest {

    private static final EndlessMedia MEDIA = EndlessMedia.testPattern().paddedTo(8_000_000);
    private static final Duration STALL = Duration.ofSeconds(3);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final int BYTES_A_SECOND = 1_000_000;

    private final TestEngine[] engines = {engine("a", 500), engine("b", 1_700), engine("c", 2_600)};

    private static TestEngine engine(String name, int behindMillis) {
        TestEngine engine = new TestEngine(name);
        engine.behind = Duration.ofMillis(behindMillis);
        engine.reachBack = Duration.ofSeconds(2);
        return engine;
    }

    private int starts() {
        return Stream.of(engines).mapToInt(engine -> engine.starts.size()).sum();
    }

    private long open() {
        return Stream.of(engines).mapToLong(TestEngine::open).sum();
    }

    private TestSwarm swarm() {
        TestSwarm swarm = new TestSwarm(MEDIA, TestSwarm.config(Duration.ZERO), StreamListener.NONE, engines);
        swarm.stepMillis = 10;
        return swarm;
    }

    private static TestViewer playing(TestSwarm swarm) {
        TestViewer viewer = swarm.watch();
        viewer.keeps = false;
        swarm.pass(Duration.ofSeconds(10));
        return viewer;
    }

    @Test
    void threeSecondsOnceAMinuteCostOneSessionAMinuteAndNoSwitch() {
        try (TestSwarm swarm = swarm()) {
            TestViewer viewer = playing(swarm);
            stallForFiveMinutes(swarm, true);
            assertThat(swarm.switches()).isZero();
            assertThat(engines[0].open()).isEqualTo(1);
            assertThat(engines[0].starts).hasSize(1);
            assertThat(viewer.size()).isGreaterThan(300 * BYTES_A_SECOND);
        }
    }

    /** Where time stands still, as it does here between two steps, a task that calls itself at once never ends. */
    @Test
    @Timeout(60)
    void whileTheOnlyPlayerIsPausedNothingIsLookedAtAgainAndAgain() {
        try (TestSwarm swarm = swarm()) {
            TestViewer viewer = playing(swarm);
            viewer.writable = false;
            swarm.pass(MINUTE);
            viewer.writable = true;
            viewer.viewing.writable();
            int before = viewer.size();
            swarm.pass(Duration.ofSeconds(10));
            assertThat(viewer.size() - before).isGreaterThan(5 * BYTES_A_SECOND);
            assertThat(swarm.switches()).isZero();
        }
    }

    /** After four of them, 12 s in four minutes, one that is as late as the others is tried once, as for any slow media. */
    @Test
    void whereWhatWasMissedNeverComesTheMediaIsSlowAndOneOtherIsTriedWithoutALoss() {
        try (TestSwarm swarm = swarm()) {
            TestViewer viewer = playing(swarm);
            stallForFiveMinutes(swarm, false);
            assertThat(swarm.switches()).isEqualTo(1);
            assertThat(swarm.totals().lost()).isZero();
            assertThat(viewer.size()).isGreaterThan((300 - 5 * 3) * BYTES_A_SECOND);
        }
    }

    private void stallForFiveMinutes(TestSwarm swarm, boolean caughtUp) {
        for (int minute = 1; minute <= 5; minute++) {
            swarm.stall();
            swarm.pass(STALL);
            swarm.flow(caughtUp);
            swarm.pass(MINUTE.minus(STALL));
            assertThat(starts() - 1)
                    .as("further sessions in %s minutes", minute)
                    .isLessThanOrEqualTo(minute);
            assertThat(open()).as("sessions at the end of minute %s", minute).isEqualTo(1);
        }
    }

    /** A budget, whatever is done to it. */
    @Test
    void oneThatStallsAllTheTimeCostsThreeSessionsAMinute() {
        try (TestSwarm swarm = swarm()) {
            playing(swarm);
            for (int i = 0; i < 30; i++) {
                swarm.stall();
                swarm.pass(STALL);
                swarm.flow(true);
                swarm.pass(Duration.ofSeconds(7));
            }
            assertThat(swarm.switches()).isZero();
            assertThat(starts() - 1).as("in five minutes").isLessThanOrEqualTo(3 * 6);
            assertThat(open()).isEqualTo(1);
        }
    }
}
