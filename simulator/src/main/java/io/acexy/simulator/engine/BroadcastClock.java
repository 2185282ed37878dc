package io.acexy.simulator.engine;

import java.time.Duration;
import java.time.Instant;

/**
 * How long the broadcaster has been on air. Engines that are given the same clock are at the same live position, as real
 * engines of one swarm are. Called from any thread; must not run backwards.
 */
@FunctionalInterface
public interface BroadcastClock {

    /** Nanoseconds since the broadcast began. */
    long nanos();

    /** A clock that starts now, and stands on the JVM's monotonic time. */
    static BroadcastClock startingNow() {
        long start = System.nanoTime();
        return () -> System.nanoTime() - start;
    }

    /** A clock that started at a given moment, so that several processes agree. */
    static BroadcastClock since(Instant epoch) {
        long before = Duration.between(epoch, Instant.now()).toNanos();
        BroadcastClock now = startingNow();
        return () -> before + now.nanos();
    }
}
