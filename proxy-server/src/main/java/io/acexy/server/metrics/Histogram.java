package io.acexy.server.metrics;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.distribution.TimeWindowMax;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** How long something has taken, by steps, and the longest of the last minutes. Any thread. */
final class Histogram {

    /** The longest is forgotten after two to three of them. */
    private static final long WINDOW_MILLIS = TimeUnit.MINUTES.toMillis(1);

    private static final int WINDOWS = 3;

    private final double[] bounds;
    private final long[] nanos;
    private final LongAdder[] counts;
    private final LongAdder sum = new LongAdder();
    private final TimeWindowMax longest = new TimeWindowMax(Clock.SYSTEM, WINDOW_MILLIS, WINDOWS);

    /** @param steps from the shortest to the longest; what takes longer than that is counted, too */
    Histogram(Duration... steps) {
        nanos = Arrays.stream(steps).mapToLong(Duration::toNanos).toArray();
        bounds = Arrays.copyOf(
                Arrays.stream(nanos).mapToDouble(Histogram::seconds).toArray(), nanos.length + 1);
        bounds[nanos.length] = Double.POSITIVE_INFINITY;
        counts = new LongAdder[bounds.length];
        Arrays.setAll(counts, step -> new LongAdder());
    }

    private static double seconds(long nanos) {
        return nanos / 1e9;
    }

    /** Once more. */
    void record(Duration took) {
        record(took.toNanos());
    }

    /** @param took in nanoseconds */
    void record(long took) {
        int step = 0;
        while (step < nanos.length && took > nanos[step]) {
            step++;
        }
        counts[step].increment();
        sum.add(took);
        longest.record(seconds(took));
    }

    /** What each step is not longer than, in seconds; of the last one nothing is longer. */
    double[] bounds() {
        return bounds.clone();
    }

    /** How often each step was long enough, and no shorter one. */
    long[] counts() {
        return Arrays.stream(counts).mapToLong(LongAdder::sum).toArray();
    }

    /** All of it, in seconds. */
    double sum() {
        return seconds(sum.sum());
    }

    /** In seconds. */
    double longest() {
        return longest.poll();
    }
}
