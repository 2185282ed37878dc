package io.acexy.server.selection;

import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Reads the list of engines again and again while somebody waits for one to be listed: one question for all of them, and the
 * next some time after the answer. Confined to the desk's loop.
 */
final class ListWatch {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    private final EngineRoster roster;
    private final Desk desk;
    private final BooleanSupplier waitedFor;
    private final Consumer<Boolean> seen;

    private Future<?> next;
    private Duration pause = FIRST_PAUSE;

    /** @param seen told after each question whether there is a new list */
    ListWatch(EngineRoster roster, Desk desk, BooleanSupplier waitedFor, Consumer<Boolean> seen) {
        this.roster = roster;
        this.desk = desk;
        this.waitedFor = waitedFor;
        this.seen = seen;
    }

    /** Somebody new waits: now, and then with short pauses. */
    void begin() {
        pause = FIRST_PAUSE;
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
                next = desk.later(desk.spread(pause), this::ask);
                Duration longer = pause.multipliedBy(3).dividedBy(2);
                pause = longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
            }
        });
    }
}
