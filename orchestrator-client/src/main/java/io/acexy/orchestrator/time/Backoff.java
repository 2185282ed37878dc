package io.acexy.orchestrator.time;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * How long to wait before trying again: doubling from {@code first} to {@code max}, spread by {@code jitter}, so that many
 * clients that failed together do not come back together.
 *
 * @param first wait before the second try
 * @param max longest wait, before the spread
 * @param jitter share of the wait by which it is made shorter or longer at random, 0 to below 1
 */
public record Backoff(Duration first, Duration max, double jitter) {

    /** 2, 4, 8 s and so on up to half a minute, a fifth more or less. */
    public static final Backoff DEFAULT = new Backoff(Duration.ofSeconds(2), Duration.ofSeconds(30), 0.2);

    private static final int LONGEST_DOUBLING = 30;

    public Backoff {
        if (first.isNegative() || first.isZero() || max.compareTo(first) < 0) {
            throw new IllegalArgumentException("a back-off grows from more than nothing to its maximum");
        }
        if (!(jitter >= 0 && jitter < 1)) {
            throw new IllegalArgumentException("jitter is a share from 0 to below 1, not " + jitter);
        }
    }

    /**
     * The wait after {@code failures} failures in a row, counted from 1.
     *
     * @param random gives numbers from 0 to below 1
     */
    public Duration delay(int failures, DoubleSupplier random) {
        int doublings = Math.min(Math.max(failures - 1, 0), LONGEST_DOUBLING);
        double nanos = Math.min((double) first.toNanos() * (1L << doublings), (double) max.toNanos());
        return spread(Duration.ofNanos((long) nanos), jitter, random);
    }

    /** The wait, made up to {@code share} shorter or longer. */
    public static Duration spread(Duration wait, double share, DoubleSupplier random) {
        double factor = 1 + share * (2 * random.getAsDouble() - 1);
        return Duration.ofNanos((long) (wait.toNanos() * factor));
    }

    /** The wait, made up to {@code share} longer: for one that was asked for, which is never cut short. */
    public static Duration delayed(Duration wait, double share, DoubleSupplier random) {
        return Duration.ofNanos((long) (wait.toNanos() * (1 + share * random.getAsDouble())));
    }
}
