package io.acexy.core.vod;

import io.acexy.core.Bugs;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * What a showing has its loop do: what any of it throws is reported, and ends the showing.
 *
 * @param home the loop
 * @param bugs hears of mistakes
 * @param end ends the showing
 */
record FilmTasks(EventLoop home, Bugs bugs, Runnable end) {

    /** Now: for what futures and timers call. */
    void run(Runnable task) {
        bugs.run("film", task, end);
    }

    /** On the loop. Any thread. */
    void post(Runnable message) {
        try {
            home.execute(() -> run(message));
        } catch (RejectedExecutionException ignored) {
            // The loop has ended with the process, and everything on it has been closed.
        }
    }

    Future<?> later(Runnable task, long millis) {
        return home.schedule(() -> run(task), millis, TimeUnit.MILLISECONDS);
    }

    long now() {
        return home.ticker().nanoTime();
    }
}
