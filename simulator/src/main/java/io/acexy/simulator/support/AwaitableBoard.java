package io.acexy.simulator.support;

import java.time.Duration;
import java.util.function.Predicate;

/**
 * Counters that threads may wait for. A server's loop writes, any thread reads or waits; the monitor of this object guards all
 * fields of the subclass, because a waiter needs a consistent picture and a wake-up after each change.
 *
 * @param <T> an immutable picture of all counters
 */
public abstract class AwaitableBoard<T> {

    /** Enough to see what was counted; a board with every request of a minute fills a terminal. */
    private static final int TOLD = 2_000;

    private int waiters;

    /** All counters as they are now; synchronized on this object. */
    public abstract T snapshot();

    /**
     * Waits until the counters meet a condition.
     *
     * @return the counters that met it
     * @throws IllegalStateException when they do not in time, with the counters of then
     */
    public final synchronized T await(Predicate<T> condition, Duration atMost) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        waiters++;
        try {
            T now = snapshot();
            while (!condition.test(now)) {
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    throw new IllegalStateException(
                            "not within " + atMost + "; counted by then: " + shortened(now.toString()));
                }
                wait(left / 1_000_000 + 1);
                now = snapshot();
            }
            return now;
        } finally {
            waiters--;
        }
    }

    private static String shortened(String text) {
        int over = text.length() - TOLD;
        return over <= 0 ? text : text.substring(0, TOLD) + " ... and " + over + " characters more";
    }

    /** Call after each change, in the same synchronized section. */
    protected final void wake() {
        if (waiters > 0) {
            notifyAll();
        }
    }
}
