package io.acexy.core.broadcast;

import java.time.Duration;

/**
 * Sizes of one broadcast.
 *
 * @param ring how much of the past is kept; the slowest subscriber may be that far behind
 * @param chunkBytes size of the largest chunk
 * @param window the longest time that media is gathered before it is sent on
 * @param burst how far behind the newest media a newcomer starts, in media time
 * @param lagPolicy what happens to a subscriber that the ring overtakes
 */
public record BroadcastConfig(RingLimits ring, int chunkBytes, Duration window, Duration burst, LagPolicy lagPolicy) {

    /** The smallest chunk that is worth its bookkeeping. */
    public static final int MIN_CHUNK_BYTES = 4 * 1024;

    public BroadcastConfig {
        if (chunkBytes < MIN_CHUNK_BYTES) {
            throw new IllegalArgumentException("a chunk has at least " + MIN_CHUNK_BYTES + " bytes, not " + chunkBytes);
        }
        if (ring.floorBytes() < 2L * chunkBytes) {
            throw new IllegalArgumentException("a ring of " + ring.floorBytes() + " bytes holds less than two chunks");
        }
        if (window.isNegative() || burst.isNegative()) {
            throw new IllegalArgumentException("times are not negative");
        }
    }
}
