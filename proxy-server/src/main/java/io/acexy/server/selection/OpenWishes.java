package io.acexy.server.selection;

import io.acexy.orchestrator.OrchestratorClient;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Engines that a Go orchestrator has been asked for and has not shown yet. It only counts a wish, and acts on it when it next
 * looks: a call that follows another within a second is counted and not acted on for half a minute, and wishes of a time when
 * it could start nothing are all carried out later. So a wish is not repeated but reminded of, and one that is still open is
 * used again by who comes next. Confined to the desk's loop.
 */
final class OpenWishes {

    /** After the last call or reminder; the orchestrator does not hear one that comes within a second. */
    private static final long[] REMINDERS_MILLIS = {1_200, 2_500, 4_000};

    private final OrchestratorClient client;
    private final Desk desk;
    private final BooleanSupplier waitedFor;

    /** Wishes that are open since it could start nothing look like void ones: to speak those anew would add them up. */
    private static final long BETWEEN_VOID_NANOS = TimeUnit.SECONDS.toNanos(60);

    private int open;
    private int reminders;
    private boolean anyVoid;
    private long lastVoidNanos;
    private Future<?> next;

    /** @param waitedFor whether anybody waits for an engine to be listed: nobody is reminded of what nobody wants */
    OpenWishes(OrchestratorClient client, Desk desk, BooleanSupplier waitedFor) {
        this.client = client;
        this.desk = desk;
        this.waitedFor = waitedFor;
    }

    int open() {
        return open;
    }

    /** A wish has been taken. */
    void taken() {
        open++;
        remindAnew();
    }

    /** An engine has come. */
    void closed() {
        open = Math.max(0, open - 1);
    }

    /**
     * Nothing has come of a wish, perhaps because the orchestrator wanted fewer engines than it had: then the next one counts.
     *
     * @return false where that has been believed a moment ago, and the wish must be thought to be open still
     */
    boolean believeVoid(long nowNanos) {
        if (anyVoid && nowNanos - lastVoidNanos < BETWEEN_VOID_NANOS) {
            return false;
        }
        anyVoid = true;
        lastVoidNanos = nowNanos;
        closed();
        return true;
    }

    /** The orchestrator may have started anew, and wants what it wanted then. */
    void forget() {
        open = 0;
    }

    /** The reminders begin again: somebody new waits for what has been asked for. */
    void remindAnew() {
        reminders = 0;
        cancel();
        schedule();
    }

    private void schedule() {
        if (reminders < REMINDERS_MILLIS.length) {
            next = desk.later(Duration.ofMillis(REMINDERS_MILLIS[reminders++]), this::remind);
        }
    }

    private void remind() {
        next = null;
        if (open > 0 && waitedFor.getAsBoolean()) {
            desk.hear(client.reconcile(desk.loop()), done -> {
                if (next == null) {
                    schedule();
                }
            });
        }
    }

    private void cancel() {
        if (next != null) {
            next.cancel(false);
            next = null;
        }
    }
}
