package io.acexy.core.stream;

import io.acexy.core.broadcast.BroadcastConfig;
import io.acexy.core.source.FailoverConfig;
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

    SourceConfig sources() {
        int held = (int) Math.min(Integer.MAX_VALUE / 2, broadcast.ring().ceilingBytes());
        return new SourceConfig(failover, startTimeout, emptyTimeout, held);
    }
}
