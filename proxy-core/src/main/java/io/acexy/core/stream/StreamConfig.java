package io.acexy.core.stream;

import io.acexy.core.broadcast.BroadcastConfig;
import io.acexy.core.broadcast.RingLimits;
import io.acexy.core.source.FailoverConfig;
import io.acexy.core.source.HeldLimits;
import io.acexy.core.source.SourceConfig;
import java.time.Duration;

/**
 * Times and limits of streams.
 *
 * @param broadcast sizes of each stream's ring
 * @param startTimeout from the first player's wish to the first media
 * @param linger how long a stream outlives its last player
 * @param emptyTimeout silence after which a running stream is ended
 * @param keyframeTimeout how long to wait for a keyframe before players join at the programme tables
 * @param failover when a stream is moved to another engine
 * @param maxStreams at most so many streams at once; 0 is no limit
 */
public record StreamConfig(
        BroadcastConfig broadcast,
        Duration startTimeout,
        Duration linger,
        Duration emptyTimeout,
        Duration keyframeTimeout,
        FailoverConfig failover,
        int maxStreams) {

    /** No two engines of a swarm are further apart, whatever a ring keeps. */
    private static final Duration HELD_OF_CANDIDATES = Duration.ofSeconds(12);

    SourceConfig sources() {
        RingLimits ring = broadcast.ring();
        HeldLimits held = new HeldLimits(HELD_OF_CANDIDATES, ring.floorBytes(), ring.ceilingBytes());
        return new SourceConfig(failover, startTimeout, emptyTimeout, held);
    }
}
