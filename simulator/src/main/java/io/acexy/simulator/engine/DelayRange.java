package io.acexy.simulator.engine;

import java.time.Duration;
import java.util.Random;

/**
 * A delay drawn evenly from a range.
 *
 * @param min the shortest, not negative
 * @param max the longest, at least {@code min}
 */
public record DelayRange(Duration min, Duration max) {

    /** No delay. */
    public static final DelayRange NONE = of(0, 0);

    public DelayRange {
        if (min.isNegative() || max.compareTo(min) < 0) {
            throw new IllegalArgumentException("not a range of delays: " + min + " to " + max);
        }
    }

    /** Between two numbers of milliseconds. */
    public static DelayRange of(long minMillis, long maxMillis) {
        return new DelayRange(Duration.ofMillis(minMillis), Duration.ofMillis(maxMillis));
    }

    /** Always the same. */
    public static DelayRange fixed(Duration delay) {
        return new DelayRange(delay, delay);
    }

    /** One drawn from the range, in nanoseconds. */
    public long pickNanos(Random random) {
        long least = min.toNanos();
        long spread = max.toNanos() - least;
        return spread == 0 ? least : least + (long) (random.nextDouble() * spread);
    }
}
