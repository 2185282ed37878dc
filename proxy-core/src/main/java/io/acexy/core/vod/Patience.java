package io.acexy.core.vod;

import io.acexy.core.GuardedLoop;
import io.netty.util.concurrent.Future;
import java.time.Duration;

/**
 * How long a player waits for bytes that he would take, and how long an engine may be silent meanwhile. One look for the next
 * time at which something may be too late, whatever comes in between. Confined to the home loop of its showing.
 */
final class Patience {

    private final Showing showing;
    private final GuardedLoop tasks;
    private final FilmConfig config;

    private Reading reading;
    private Future<?> timer;

    Patience(Showing showing, GuardedLoop tasks, FilmConfig config) {
        this.showing = showing;
        this.tasks = tasks;
        this.config = config;
    }

    void begin(Reading of) {
        end();
        reading = of;
        look();
    }

    void end() {
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
        reading = null;
    }

    private void look() {
        long now = tasks.now();
        Duration limit = reading.isBegun() ? config.patience() : config.startTimeout();
        long left = limit.toNanos() - (now - reading.waitingSince(now));
        long leftForEngine = config.attemptTimeout().toNanos() - (now - reading.silentSince(now));
        if (left <= 0) {
            showing.give(
                    reading.isBegun()
                            ? FilmFailure.broken("no more of the film for " + limit.toSeconds() + " s")
                            : FilmFailure.nothingWithin(limit));
        } else if (leftForEngine <= 0) {
            again(Math.min(left, config.attemptTimeout().toNanos()));
            showing.silent();
        } else {
            again(Math.min(left, leftForEngine));
        }
    }

    private void again(long nanos) {
        timer = tasks.after(Duration.ofNanos(nanos), this::look);
    }
}
