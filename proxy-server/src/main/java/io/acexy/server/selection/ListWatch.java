package io.acexy.server.selection;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Reads the list of engines again and again while somebody waits for one to be listed: one question for all of them, and the
 * next some time after the answer. Confined to the selector's loop.
 */
final class ListWatch {

    private static final long FIRST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
    private static final long LONGEST_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final EngineRoster roster;
    private final EventLoop loop;
    private final BooleanSupplier waitedFor;
    private final Consumer<Boolean> seen;

    private Future<?> next;
    private long pause;

    /** @param seen told after each question whether there is a new list */
    ListWatch(EngineRoster roster, EventLoop loop, BooleanSupplier waitedFor, Consumer<Boolean> seen) {
        this.roster = roster;
        this.loop = loop;
        this.waitedFor = waitedFor;
        this.seen = seen;
    }

    /** Somebody new waits: now, and then with short pauses. */
    void begin() {
        pause = FIRST_PAUSE_NANOS;
        if (next != null) {
            next.cancel(false);
        }
        ask();
    }

    private void ask() {
        next = null;
        if (!waitedFor.getAsBoolean()) {
            return;
        }
        roster.refresh(fresh -> {
            seen.accept(fresh);
            if (next == null && waitedFor.getAsBoolean()) {
                next = loop.schedule(this::ask, spread(pause), TimeUnit.NANOSECONDS);
                pause = Math.min(pause * 3 / 2, LONGEST_PAUSE_NANOS);
            }
        });
    }

    /** A tenth more or less, so that many proxies do not ask in step. */
    private static long spread(long nanos) {
        return nanos * (90 + ThreadLocalRandom.current().nextInt(21)) / 100;
    }
}
