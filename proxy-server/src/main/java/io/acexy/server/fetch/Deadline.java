package io.acexy.server.fetch;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** How long one wish may still wait: for its next byte, and in all. One thread. */
final class Deadline {

    private final Limits limits;
    private final long end;

    Deadline(Limits limits) {
        this.limits = limits;
        this.end = System.nanoTime() + limits.total().toNanos();
    }

    /** Nanoseconds for the next wait. */
    long next() throws UnfitException {
        long left = end - System.nanoTime();
        if (left <= 0) {
            throw missed();
        }
        return Math.min(left, limits.silence().toNanos());
    }

    int nextMillis() throws UnfitException {
        return (int) Math.max(1, Math.min(Integer.MAX_VALUE, TimeUnit.NANOSECONDS.toMillis(next())));
    }

    /** Which of the two it was. */
    UnfitException missed() {
        return end - System.nanoTime() <= 0
                ? new UnfitException("it was not whole within " + text(limits.total()))
                : new UnfitException("nothing came for " + text(limits.silence()));
    }

    private static String text(Duration time) {
        return time.toSeconds() > 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
    }
}
