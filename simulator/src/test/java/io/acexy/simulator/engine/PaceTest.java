package io.acexy.simulator.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** The pace of a reader, on a clock that the test counts. */
final class PaceTest {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final long TICK = SECOND / 100;
    private static final long EDGE = 1000 * SECOND;

    private static Pace pace(UnaryOperator<PacingSettings.Builder> change) {
        PacingSettings settings = EngineSettings.fast().withPacing(change).pacing();
        return new Pace(settings, new Random(7), EDGE, 0);
    }

    @Test
    void aBurstIsFasterThanTheMediaUntilTheEdgeIsReached() {
        Pace pace = pace(p -> p.withBurst(Duration.ofSeconds(12), 4));
        assertThat(pace.mediaNanos()).isEqualTo(EDGE - 12 * SECOND);
        pace.advance(SECOND, EDGE + SECOND, 4);
        assertThat(pace.mediaNanos()).isEqualTo(EDGE - 8 * SECOND);
        for (long now = SECOND; now <= 5 * SECOND; now += TICK) {
            pace.advance(now, EDGE + now, 4);
        }
        assertThat(pace.mediaNanos()).isEqualTo(EDGE + 5 * SECOND);
    }

    @Test
    void jitterStraysFromTheRateAndKeepsTheAverage() {
        Pace pace = pace(p -> p.withBurst(Duration.ZERO, 1000).withJitter(0.5, Duration.ofSeconds(10)));
        double least = Double.MAX_VALUE;
        double most = 0;
        long before = pace.mediaNanos();
        for (long second = 1; second <= 600; second++) {
            pace.advance(second * SECOND, EDGE + second * SECOND, 1000);
            double rate = (pace.mediaNanos() - before) / (double) SECOND;
            before = pace.mediaNanos();
            least = Math.min(least, rate);
            most = Math.max(most, rate);
        }
        assertThat(least).isBetween(0.5, 0.8);
        assertThat(most).isBetween(1.2, 1.5);
        assertThat((pace.mediaNanos() - EDGE) / (600.0 * SECOND)).isCloseTo(1, within(0.01));
    }

    @Test
    void aPauseIsNotMadeUpForByTheSpeed() {
        Pace pace = pace(p -> p.withBurst(Duration.ofSeconds(12), 4));
        pace.pause(10 * SECOND);
        pace.advance(11 * SECOND, EDGE + 11 * SECOND, 1);
        assertThat(pace.mediaNanos()).isEqualTo(EDGE - 11 * SECOND);
        assertThat(pace.hasLost(EDGE + 11 * SECOND)).isFalse();
        assertThat(pace.hasLost(EDGE + 50 * SECOND)).isTrue();
    }
}
