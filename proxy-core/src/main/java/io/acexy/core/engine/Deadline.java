package io.acexy.core.engine;

import io.acexy.core.Bugs;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * How long an engine may take, in time that this process was awake. It is counted in slices, of which the next begins when the one before
 * has been noticed: a process that was stopped for longer than the whole (a machine without processors to spare, a virtual
 * machine that was moved) has used up one of them, and still reads what has come meanwhile. Confined to its loop.
 */
final class Deadline {

    /** More of them would only be more timers: one slept through is a quarter less for the engine. */
    private static final int SLICES = 4;

    private final EventLoop loop;
    private final long sliceNanos;
    private final Runnable over;
    private final Bugs bugs;
    private int left = SLICES;
    private Future<?> slice;

    private Deadline(EventLoop loop, Duration after, Runnable over, Bugs bugs) {
        this.loop = loop;
        this.sliceNanos = after.toNanos() / SLICES;
        this.over = over;
        this.bugs = bugs;
    }

    /**
     * Begins.
     *
     * @param over run on the loop when time is over, unless it was cancelled before
     * @param bugs told of what that throws
     */
    static Deadline begin(EventLoop loop, Duration after, Runnable over, Bugs bugs) {
        Deadline deadline = new Deadline(loop, after, over, bugs);
        deadline.next();
        return deadline;
    }

    private void next() {
        slice = loop.schedule(bugs.guard("deadline of a call", this::sliceOver), sliceNanos, TimeUnit.NANOSECONDS);
    }

    private void sliceOver() {
        left--;
        if (left == 0) {
            over.run();
        } else {
            next();
        }
    }

    void cancel() {
        slice.cancel(false);
    }
}
