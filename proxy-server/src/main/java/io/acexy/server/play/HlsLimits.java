package io.acexy.server.play;

import java.time.Duration;

/**
 * What HLS players may cost.
 *
 * @param patience how long one lives who asks for nothing
 * @param maxSessions at once, whether they play or not
 * @param startTimeout from the first media to the first list
 * @param node the number of this proxy among several, which addresses of files have; 0 where it is alone
 */
public record HlsLimits(Duration patience, int maxSessions, Duration startTimeout, int node) {

    /** One who has never read his list is gone before others are: a program that tried an address, or a loop that does. */
    private static final Duration UNUSED = Duration.ofSeconds(15);

    long patienceNanos() {
        return patience.toNanos();
    }

    long unusedNanos() {
        return Math.min(patience.toNanos(), UNUSED.toNanos());
    }
}
