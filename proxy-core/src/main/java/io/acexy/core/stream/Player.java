package io.acexy.core.stream;

import io.acexy.core.broadcast.Subscriber;

/**
 * One player of one stream. Called on the stream's home loop, which may change before the first byte (when two names turn
 * out to be one content), never at the same time from two.
 */
public interface Player extends Subscriber {

    /** There will be no media, or no more of it. The last call. */
    void ended(StreamFailure why);

    @Override
    default void overtaken() {
        ended(new StreamFailure(
                StreamFailure.Kind.TOO_SLOW, "the player reads slower than the stream flows", java.time.Duration.ZERO));
    }
}
