package io.acexy.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HistogramTest {

    private final Histogram histogram = new Histogram(Duration.ofMillis(10), Duration.ofMillis(250));

    @ParameterizedTest(name = "{0} ns are counted at step {1}")
    @CsvSource({
        "0, 0",
        "1, 0",
        "9999999, 0",
        "10000000, 0",
        "10000001, 1",
        "250000000, 1",
        "250000001, 2",
        "900000000000, 2"
    })
    void aTimeIsCountedOnceAtTheFirstStepThatIsLongEnough(long nanos, int step) {
        histogram.record(Duration.ofNanos(nanos));
        long[] expected = new long[3];
        expected[step] = 1;
        assertThat(histogram.counts()).isEqualTo(expected);
    }

    @Test
    void whatIsLongerThanEachStepHasOneWithoutAnEnd() {
        assertThat(histogram.bounds()).containsExactly(0.01, 0.25, Double.POSITIVE_INFINITY);
    }

    @Test
    void timesAreAddedUpAndTheLongestIsRemembered() {
        histogram.record(Duration.ofMillis(1_500));
        histogram.record(Duration.ofMillis(500));
        assertThat(histogram.sum()).isEqualTo(2);
        assertThat(histogram.longest()).isEqualTo(1.5);
    }
}
