package io.acexy.core.stream;

import io.netty.util.concurrent.Future;
import java.time.Duration;

/** The time that a stream outlives its last player. Confined to the stream's home loop. */
final class Linger {

    private final StreamTasks tasks;
    private final Duration time;
    private final Runnable end;

    private Future<?> timer;
    private long since;

    /** @param end called when nobody has come back in time */
    Linger(StreamTasks tasks, Duration time, Runnable end) {
        this.tasks = tasks;
        this.time = time;
        this.end = end;
    }

    /** The last player has left; once more changes nothing. */
    void begin() {
        if (timer == null) {
            since = tasks.home().ticker().nanoTime();
            timer = tasks.schedule(end, time);
        }
    }

    void cancel() {
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
        since = 0;
    }

    /** Since when nobody watches, by the loops' ticker; 0 when somebody does. */
    long since() {
        return since;
    }
}
