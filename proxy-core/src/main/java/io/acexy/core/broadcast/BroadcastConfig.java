package io.acexy.core.broadcast;

import java.time.Duration;

/**
 * Sizes of one broadcast.
 *
 * @param ringBytes how much of the past is kept, in bytes; the slowest subscriber may be that far behind
 * @param slabBytes size of the slabs into which media is gathered, and so the largest chunk
 * @param window the longest time that media is gathered before it is sent on
 * @param burst how far behind the newest media a newcomer starts, in media time
 * @param lagPolicy what happens to a subscriber that the ring overtakes
 */
public record BroadcastConfig(long ringBytes, int slabBytes, Duration window, Duration burst, LagPolicy lagPolicy) {

    /** The smallest slab that is worth its bookkeeping. */
    public static final int MIN_SLAB_BYTES = 4 * 1024;

    public BroadcastConfig {
        if (slabBytes < MIN_SLAB_BYTES) {
            throw new IllegalArgumentException("a slab has at least " + MIN_SLAB_BYTES + " bytes, not " + slabBytes);
        }
        if (ringBytes < 2L * slabBytes) {
            throw new IllegalArgumentException("a ring of " + ringBytes + " bytes holds less than two slabs");
        }
        if (window.isNegative() || burst.isNegative()) {
            throw new IllegalArgumentException("times are not negative");
        }
    }
}
