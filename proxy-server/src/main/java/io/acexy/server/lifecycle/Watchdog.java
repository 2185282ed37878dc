package io.acexy.server.lifecycle;

import io.acexy.core.Bugs;
import io.netty.util.concurrent.EventExecutor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * A beat that goes round over all event loops and is told when it has come back; only then the next one is due. So a loop that
 * hangs stops it. Any thread may start it; it never waits.
 */
public final class Watchdog {

    private final List<EventExecutor> loops = new ArrayList<>();
    private final Duration pause;
    private final Runnable told;
    private final Bugs bugs;

    /**
     * @param watched every loop that there is, at least one
     * @param patience of who is told: there are two beats in it
     * @param told called after each beat
     */
    public Watchdog(Iterable<EventExecutor> watched, Duration patience, Runnable told, Bugs bugs) {
        watched.forEach(loops::add);
        this.pause = patience.dividedBy(2);
        this.told = told;
        this.bugs = bugs;
    }

    /** The first beat. */
    public void start() {
        pass(0);
    }

    private void pass(int next) {
        try {
            if (next < loops.size()) {
                loops.get(next).execute(bugs.guard("watchdog", () -> pass(next + 1)));
            } else {
                told.run();
                loops.get(0).schedule(bugs.guard("watchdog", this::start), pause.toNanos(), TimeUnit.NANOSECONDS);
            }
        } catch (RejectedExecutionException ended) {
            // with the process
        }
    }
}
