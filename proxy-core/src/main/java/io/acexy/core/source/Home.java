package io.acexy.core.source;

import io.acexy.core.Bugs;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A run's loop, for whatever happens there later: what a timer, a task or an answer throws is reported, and ends the run. Its
 * ticker is the only clock of this room.
 */
final class Home {

    private final EventLoop loop;
    private final Bugs bugs;
    private final Runnable end;

    /** @param end called when something has thrown */
    Home(EventLoop loop, Bugs bugs, Runnable end) {
        this.loop = loop;
        this.bugs = bugs;
        this.end = end;
    }

    EventLoop loop() {
        return loop;
    }

    boolean isHere() {
        return loop.inEventLoop();
    }

    /** In nanoseconds, from anywhere; the same on all loops. */
    long now() {
        return loop.ticker().nanoTime();
    }

    /** What the loop does when it has done what it does now. */
    void soon(Runnable task) {
        loop.execute(() -> guarded(task));
    }

    Future<?> after(Duration time, Runnable task) {
        return loop.schedule(() -> guarded(task), time.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Hands the future over when it is done. */
    <T> void when(Future<T> future, Consumer<Future<T>> task) {
        future.addListener((Future<T> done) -> guarded(() -> task.accept(done)));
    }

    private void guarded(Runnable task) {
        bugs.run("the engines' side of a stream", task, end);
    }
}
