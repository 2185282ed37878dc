package io.acexy.core.stream;

import io.acexy.core.Bugs;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * The messages and timers of a stream. A loop swallows what they throw: here it is reported, and ends what they belong to.
 * Any thread.
 *
 * @param home where they run
 * @param bugs hears what they throw
 * @param mistaken called on the loop after that
 */
record StreamTasks(EventLoop home, Bugs bugs, Runnable mistaken) {

    void post(Runnable message) {
        try {
            home.execute(guarded(message));
        } catch (RejectedExecutionException ignored) {
            // The loop has ended with the process, and everything on it has been closed.
        }
    }

    Future<?> schedule(Runnable task, Duration after) {
        return home.schedule(guarded(task), after.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** For what else would not look at what is thrown. */
    Runnable guarded(Runnable task) {
        return () -> bugs.run("stream", task, mistaken);
    }
}
