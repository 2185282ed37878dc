package io.acexy.core.source;

import io.netty.util.concurrent.EventExecutor;

/** How much memory one candidate may take, out of what all buffers may. Used on the home loop only. */
public interface Allowance {

    /** Who gives it. Any thread. */
    @FunctionalInterface
    interface Giver {

        /**
         * For one more candidate.
         *
         * @param shorten called on {@code home} when less may be held; it may be called for nothing, and after the end
         */
        Allowance open(EventExecutor home, Runnable shorten);
    }

    /**
     * How many bytes may be held at the moment.
     *
     * @param wanted how many would be held if they might
     */
    long limit(long wanted);

    /** Nothing is held any more. */
    void close();
}
