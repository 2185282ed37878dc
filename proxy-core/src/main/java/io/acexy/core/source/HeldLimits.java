package io.acexy.core.source;

import java.time.Duration;

/**
 * How much of what a candidate sends is held. The older half of what is too much has been published long ago, or comes too late.
 *
 * @param time media that is held: no two engines of a swarm are further apart
 * @param timelessBytes held while its clock stands still, or where it has none
 * @param ceilingBytes never more than that, however short it plays
 */
public record HeldLimits(Duration time, long timelessBytes, long ceilingBytes) {

    private static final long TICKS_PER_MILLI = 27_000;

    /** {@link #time} in ticks of 27 MHz. */
    long ticks() {
        return time.toMillis() * TICKS_PER_MILLI;
    }
}
