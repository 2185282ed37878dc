package io.acexy.core.stream;

import io.acexy.core.GuardedLoop;
import io.netty.util.concurrent.Future;
import java.time.Duration;

/** The time that a stream outlives its last player. Confined to the stream's home loop. */
final class Linger {

    private final GuardedLoop tasks;
    private final Duration time;
    private final Runnable end;

    private Future<?> timer;
    private long since;

    /** @param end called when nobody has come back in time */
    Linger(GuardedLoop tasks, Duration time, Runnable end) {
        this.tasks = tasks;
        this.time = time;
        this.end = end;
    }

    /** The last player has left; once more changes nothing. */
    void begin() {
        if (timer == null) {
            since = tasks.now();
            timer = tasks.after(time, end);
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
