package io.acexy.core.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Pauses between pieces, in milliseconds, and which one is unusual then. */
class RhythmTest {

    private static final long CHECK = TimeUnit.SECONDS.toNanos(1);

    private final Rhythm rhythm = new Rhythm(CHECK);

    private long unusualAt(long seconds) {
        return TimeUnit.NANOSECONDS.toMillis(rhythm.unusual(TimeUnit.SECONDS.toNanos(seconds)));
    }

    private void pause(long millis, long seconds) {
        rhythm.pause(TimeUnit.MILLISECONDS.toNanos(millis), TimeUnit.SECONDS.toNanos(seconds));
    }

    @Test
    void whereMediaFlowsEvenlyFourTenthsOfASecondAreUnusual() {
        for (int i = 0; i < 10; i++) {
            pause(100, i);
        }
        assertThat(unusualAt(10)).isEqualTo(400);
    }

    @Test
    void whoAsksTheEngineLaterIsWaryLater() {
        assertThat(leastFor(TimeUnit.SECONDS.toNanos(5))).isEqualTo(2_000);
        assertThat(leastFor(TimeUnit.MINUTES.toNanos(10))).isEqualTo(240_000);
    }

    @Test
    void whoAsksTheEngineSoonerDoesNotTakeAPauseOfTheMachineForOneOfTheEngine() {
        assertThat(leastFor(TimeUnit.MILLISECONDS.toNanos(100))).isEqualTo(400);
    }

    private static long leastFor(long check) {
        return TimeUnit.NANOSECONDS.toMillis(new Rhythm(check).unusual(0));
    }

    @Test
    void threeTimesTheLongestPauseOfLateIsUnusual() {
        pause(100, 0);
        pause(300, 1);
        pause(100, 2);
        assertThat(unusualAt(3)).isEqualTo(900);
        assertThat(unusualAt(21)).as("remembered for a while").isEqualTo(900);
        assertThat(unusualAt(60)).as("and then forgotten").isEqualTo(400);
    }

    @Test
    void aPauseThatIsUsualMakesALongerOneUnusual() {
        pause(133, 0);
        assertThat(unusualAt(1)).isEqualTo(400);
        pause(134, 2);
        assertThat(unusualAt(3)).isEqualTo(402);
        pause(120, 4);
        assertThat(unusualAt(5)).isEqualTo(402);
    }

    @Test
    void aPauseIsRememberedUntilTheSecondSpanAfterItEnds() {
        pause(300, 0);
        assertThat(unusualAt(19)).isEqualTo(900);
        pause(200, 25);
        assertThat(unusualAt(44)).as("of the span before").isEqualTo(900);
        assertThat(unusualAt(45)).isEqualTo(600);
        assertThat(unusualAt(64)).isEqualTo(600);
        assertThat(unusualAt(65)).isEqualTo(400);
    }

    @Test
    void whereNobodyAskedForTwoSpansNothingIsRemembered() {
        pause(300, 0);
        assertThat(unusualAt(39)).isEqualTo(900);
        Rhythm other = new Rhythm(CHECK);
        other.pause(TimeUnit.MILLISECONDS.toNanos(300), 0);
        assertThat(other.unusual(TimeUnit.SECONDS.toNanos(40))).isEqualTo(Rhythm.LEAST);
    }
}
