package io.acexy.it.soak;

import io.acexy.it.soak.Trouble.Effect;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Notices when the machine gives the players' loop no time, so that they seem to have left; and when it gives this process no time at all: nor does it to
 * the proxy then, whose engines seem silent and whose answers come late. On a thread of its own, which ends with the process, and on the loop.
 */
final class MachineWatch {

    private static final long EVERY_MILLIS = 200;
    private static final long LATE = TimeUnit.MILLISECONDS.toNanos(1_500);
    private static final Duration FELT = Duration.ofSeconds(20);

    private MachineWatch() {}

    static void begin(EventLoop loop, TroubleLog troubles, Consumer<String> log) {
        tick(loop, System.nanoTime(), troubles, log);
        Thread thread = new Thread(() -> watch(troubles, log), "machine-watch");
        thread.setDaemon(true);
        thread.start();
    }

    private static void tick(EventLoop loop, long before, TroubleLog troubles, Consumer<String> log) {
        long now = System.nanoTime();
        long late = now - before - TimeUnit.MILLISECONDS.toNanos(EVERY_MILLIS);
        if (late > LATE) {
            log.accept("the players stood still for " + TimeUnit.NANOSECONDS.toMillis(late) + " ms");
            troubles.end(
                    troubles.begin("the players stand still", null, Set.of(Effect.CUT, Effect.SILENCE, Effect.MOVE)),
                    FELT);
        }
        loop.schedule(() -> tick(loop, now, troubles, log), EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    private static void watch(TroubleLog troubles, Consumer<String> log) {
        try {
            while (true) {
                long before = System.nanoTime();
                TimeUnit.MILLISECONDS.sleep(EVERY_MILLIS);
                long late = System.nanoTime() - before - TimeUnit.MILLISECONDS.toNanos(EVERY_MILLIS);
                if (late > LATE) {
                    log.accept("the machine stood still for " + TimeUnit.NANOSECONDS.toMillis(late) + " ms");
                    troubles.end(
                            troubles.begin(
                                    "the machine stands still",
                                    null,
                                    Set.of(Effect.MOVE, Effect.BLIND, Effect.REFUSE, Effect.SILENCE)),
                            FELT);
                }
            }
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }
}
