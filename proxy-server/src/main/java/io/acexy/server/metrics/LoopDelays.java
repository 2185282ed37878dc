package io.acexy.server.metrics;

import io.acexy.core.Bugs;
import io.netty.util.concurrent.EventExecutor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * How late event loops are: each is given one small task a second, and what that is late by is what everybody waits who has
 * something to do there. Read by anybody.
 */
final class LoopDelays implements Families.Pull {

    private static final long PERIOD = TimeUnit.SECONDS.toNanos(1);

    private final Histogram delays;
    private final Bugs bugs;
    private final List<Look> looks = new ArrayList<>();

    /**
     * Begins to look.
     *
     * @param loops each is looked at for as long as it lives
     */
    LoopDelays(Iterable<EventExecutor> loops, Histogram delays, Bugs bugs) {
        this.delays = delays;
        this.bugs = bugs;
        for (EventExecutor loop : loops) {
            Look look = new Look(loop);
            looks.add(look);
            look.later();
        }
    }

    /** The one task of a loop. */
    private final class Look {

        private final EventExecutor loop;
        private final Runnable task;

        /** By the loop's ticker; written where the next is ordered, read by anybody. */
        private volatile long due;

        private Look(EventExecutor loop) {
            this.loop = loop;
            this.task = bugs.guard("a look at an event loop's delay", this::come);
        }

        private void come() {
            delays.record(late());
            later();
        }

        private void later() {
            due = loop.ticker().nanoTime() + PERIOD;
            try {
                loop.schedule(task, PERIOD, TimeUnit.NANOSECONDS);
            } catch (RejectedExecutionException ignored) {
                // The loop ends.
            }
        }

        private long late() {
            return Math.max(0, loop.ticker().nanoTime() - due);
        }
    }

    @Override
    public void into(Families families) {
        long worst = looks.stream().mapToLong(Look::late).max().orElse(0);
        families.gauge(
                "acexy_loop_overdue_seconds",
                "How late the task is by now that is awaited on the loop that is latest; 0 while none is late",
                worst / 1e9);
        families.gauge("acexy_loops", "Event loops", looks.size());
    }
}
