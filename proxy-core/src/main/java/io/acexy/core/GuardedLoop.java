package io.acexy.core;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A loop, for all that something does there later: what a message, a timer or an answer throws is reported, and ends what it
 * belongs to. A loop alone would swallow it. Its ticker is the clock of whoever lives there. Any thread, unless a method says
 * otherwise.
 */
public final class GuardedLoop {

    private final EventLoop loop;
    private final Bugs bugs;
    private final String name;
    private final Runnable end;

    /**
     * @param name of what lives there, for the log
     * @param end ends that; called on the loop when something has thrown
     */
    public GuardedLoop(EventLoop loop, Bugs bugs, String name, Runnable end) {
        this.loop = loop;
        this.bugs = bugs;
        this.name = name;
        this.end = end;
    }

    public EventLoop loop() {
        return loop;
    }

    public boolean isHere() {
        return loop.inEventLoop();
    }

    /** In nanoseconds, the same on all loops. */
    public long now() {
        return loop.ticker().nanoTime();
    }

    /** When the loop has done what it does now. Lost when the loop has ended with the process: all that was on it is closed. */
    public void post(Runnable message) {
        try {
            loop.execute(guarded(message));
        } catch (RejectedExecutionException ignored) {
            // See above.
        }
    }

    /** When that time has passed, unless what is returned is cancelled. */
    public Future<?> after(Duration time, Runnable task) {
        return loop.schedule(guarded(task), time.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Hands a future of this loop over when it is done. */
    public <T> void when(Future<T> future, Consumer<Future<T>> task) {
        future.addListener((Future<T> done) -> run(() -> task.accept(done)));
    }

    /** For what else would not look at what is thrown. */
    public Runnable guarded(Runnable task) {
        return () -> run(task);
    }

    /** Now; on the loop. */
    public void run(Runnable task) {
        bugs.run(name, task, end);
    }
}
