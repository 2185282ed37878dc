package io.acexy.core.hls;

import java.time.Duration;

/**
 * Lengths of segments and lists.
 *
 * @param segment how long a segment should be at least; it ends at the next keyframe
 * @param window how much media a list names at most, as long as that is at least three target durations
 */
public record HlsConfig(Duration segment, Duration window) {

    static final long TICKS_PER_SECOND = 27_000_000;

    private static final long TICKS_PER_MILLI = 27_000;

    public HlsConfig {
        if (segment.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("a segment of " + segment.toMillis() + " ms is too short");
        }
        if (window.isNegative()) {
            throw new IllegalArgumentException("times are not negative");
        }
    }

    long segmentTicks() {
        return segment.toMillis() * TICKS_PER_MILLI;
    }

    long windowTicks() {
        return window.toMillis() * TICKS_PER_MILLI;
    }

    /** To the nearest, so that what is added up does not drift. */
    static long millis(long ticks) {
        return Math.round((double) ticks / TICKS_PER_MILLI);
    }

    static long nanos(long ticks) {
        return ticks * 1000 / 27;
    }
}
