package io.acexy.core.source;

import java.util.concurrent.TimeUnit;

/**
 * In what rhythm media comes, to tell an unusual pause from a usual one: where it flows evenly, a short silence says as much as
 * a long one elsewhere. Confined to the home loop.
 */
final class Rhythm {

    /** So many times the longest pause of late is unusual. */
    private static final int FACTOR = 3;

    /** No pause is that is shorter than so many tenths of the silence after which the engine is asked. */
    private static final int LEAST_TENTHS = 4;

    /** Nor any that is shorter than this: machines have pauses of their own. */
    static final long LEAST = TimeUnit.MILLISECONDS.toNanos(400);

    /** A pause is remembered for one to two of these. */
    private static final long SPAN = TimeUnit.SECONDS.toNanos(20);

    private final long least;

    private boolean begun;
    private long spanBegan;
    private long longest;
    private long longestBefore;

    /** @param check after how long a silence the engine is asked about it, in nanoseconds */
    Rhythm(long check) {
        this.least = Math.max(LEAST, check / 10 * LEAST_TENTHS);
    }

    void pause(long nanos, long now) {
        turn(now);
        longest = Math.max(longest, nanos);
    }

    private void turn(long now) {
        if (!begun || now - spanBegan >= SPAN) {
            longestBefore = begun && now - spanBegan < 2 * SPAN ? longest : 0;
            longest = 0;
            spanBegan = now;
            begun = true;
        }
    }

    /** From how long on a pause is unusual, in nanoseconds. */
    long unusual(long now) {
        turn(now);
        return Math.max(least, FACTOR * Math.max(longest, longestBefore));
    }
}
