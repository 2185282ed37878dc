package io.acexy.core.stream;

import io.acexy.core.broadcast.Burst;
import java.time.Duration;

/**
 * A player has his first media.
 *
 * @param player what logs call him
 * @param kind whether he found the stream playing
 * @param waited since he asked
 * @param burst what he is given at once
 */
public record Join(String player, Kind kind, Duration waited, Burst burst) {

    /** What there was when he came. */
    public enum Kind {
        /** Nothing: an engine had to be started, or was just being started. */
        STARTED,
        /** A stream that played. */
        JOINED
    }
}
