package io.acexy.server.selection;

import io.acexy.core.Bugs;
import io.acexy.orchestrator.time.Clockwork;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Ticker;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The one loop on which engines are chosen, with its time and its chance. Whatever a task, a timer or an answer throws there is
 * a mistake of this program, and is reported.
 */
final class Desk {

    private final Clockwork clockwork;
    private final Bugs bugs;

    Desk(Clockwork clockwork, Bugs bugs) {
        this.clockwork = clockwork;
        this.bugs = bugs;
    }

    EventLoop loop() {
        return clockwork.home();
    }

    Ticker ticker() {
        return clockwork.ticker();
    }

    /** Ticker time in nanoseconds. */
    long now() {
        return clockwork.ticker().nanoTime();
    }

    /**
     * From any thread.
     *
     * @throws RejectedExecutionException after the loop has ended
     */
    void post(Runnable task) {
        loop().execute(bugs.guard("a choice of an engine", task));
    }

    /** A timer, to be cancelled by whoever has it. */
    Future<?> later(Duration wait, Runnable task) {
        return loop().schedule(bugs.guard("a wait for an engine", task), wait.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Passes on an answer that comes on this loop and never fails. */
    <T> void hear(Future<T> answer, Consumer<T> then) {
        answer.addListener(done -> bugs.run("an answer about engines", () -> then.accept(answer.getNow()), () -> {}));
    }

    /** A tenth more or less, so that many proxies do not ask in step. */
    Duration spread(Duration wait) {
        double factor = 0.9 + 0.2 * clockwork.random().getAsDouble();
        return Duration.ofNanos((long) (wait.toNanos() * factor));
    }
}
