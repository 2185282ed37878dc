package io.acexy.simulator.engine;

import java.util.Random;

/**
 * Where in the broadcast a reader may be: from a burst behind the engine's edge it runs faster than the media plays until it
 * is there, then it follows. Jitter is a lag behind the edge that drifts from one drawn value to the next, so that the rate
 * strays and the average does not. Confined to the engine's loop.
 */
final class Pace {

    private final PacingSettings settings;
    private final Random random;
    private final long windowNanos;
    private long mediaNanos;
    private long lastNanos;
    private long windowEnd;
    private double lagFrom;
    private double lagTo;

    Pace(PacingSettings settings, Random random, long edge, long now) {
        this.settings = settings;
        this.random = random;
        this.windowNanos = settings.jitterWindow().toNanos();
        this.mediaNanos = edge - settings.burst().toNanos();
        this.lastNanos = now;
        this.windowEnd = now;
    }

    /** Media time up to which the reader gets everything. */
    long mediaNanos() {
        return mediaNanos;
    }

    /** Goes on in the way that a speed (1 is the media's own) allows, at most to the edge. */
    void advance(long now, long edge, double speed) {
        long goal = edge - lag(now);
        long reach = mediaNanos + (long) ((now - lastNanos) * speed);
        mediaNanos = Math.max(mediaNanos, Math.min(goal, reach));
        lastNanos = now;
    }

    /** Time passes without media. */
    void pause(long now) {
        lastNanos = now;
    }

    /** Whether the reader is further behind than the engine keeps media. */
    boolean hasLost(long edge) {
        return edge - mediaNanos > PacingSettings.CACHE.toNanos();
    }

    /** Goes to a place in the broadcast. */
    void jump(long target) {
        mediaNanos = target;
    }

    private long lag(long now) {
        if (settings.jitter() == 0) {
            return 0;
        }
        while (now >= windowEnd) {
            lagFrom = lagTo;
            lagTo = random.nextDouble() * settings.jitter() * windowNanos;
            windowEnd += windowNanos;
        }
        double share = 1 - (windowEnd - now) / (double) windowNanos;
        return (long) (lagFrom + (lagTo - lagFrom) * share);
    }
}
