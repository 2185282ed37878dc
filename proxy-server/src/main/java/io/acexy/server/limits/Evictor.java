package io.acexy.server.limits;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;

/** Sends somebody away whose place another has. Any thread. */
@FunctionalInterface
public interface Evictor {

    /** Why. */
    enum Cause {
        /** The same device wants something else. */
        REPLACED,
        /** Somebody of a higher class wants his place. */
        OUTRANKED
    }

    /**
     * Sends him away.
     *
     * @param executor null where nobody waits for it
     * @return completed on {@code executor} when his seat in a stream is free; null when he has none
     */
    Future<Void> evict(Cause why, EventExecutor executor);
}
