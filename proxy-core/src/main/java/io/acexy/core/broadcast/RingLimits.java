package io.acexy.core.broadcast;

import java.time.Duration;

/**
 * How much of the past a ring keeps: so much media, at any bit rate, as long as that is not too little or too much in bytes.
 *
 * @param time media that is kept
 * @param floorBytes kept although it is older
 * @param ceilingBytes not kept although it is younger
 */
public record RingLimits(Duration time, long floorBytes, long ceilingBytes) {

    private static final long TICKS_PER_MILLI = 27_000;

    public RingLimits {
        if (time.isNegative()) {
            throw new IllegalArgumentException("times are not negative");
        }
        if (floorBytes < 1 || ceilingBytes < floorBytes) {
            throw new IllegalArgumentException("between " + floorBytes + " and " + ceilingBytes + " bytes is nothing");
        }
    }

    /** So many bytes, however long they play. */
    public static RingLimits ofBytes(long bytes) {
        return new RingLimits(Duration.ZERO, bytes, bytes);
    }

    /** {@link #time} in ticks of 27 MHz. */
    long ticks() {
        return time.toMillis() * TICKS_PER_MILLI;
    }
}
