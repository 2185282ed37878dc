package io.acexy.orchestrator.provision;

import io.acexy.orchestrator.message.Provisioned;
import io.acexy.orchestrator.reply.Refusal;
import io.acexy.orchestrator.reply.Reply;
import io.acexy.orchestrator.time.Backoff;
import io.acexy.orchestrator.time.Clockwork;
import io.acexy.orchestrator.time.LoopTask;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import io.netty.util.concurrent.Ticker;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;

/**
 * One caller's wish for an engine, tried again while the orchestrator says that it is worth waiting and the caller has
 * patience. Confined to the client's event loop; only the promise belongs to the caller.
 */
public final class ProvisionRetry {

    private final EventLoop home;
    private final Ticker ticker;
    private final DoubleSupplier random;
    private final Backoff backoff;
    private final int retries;
    private final long deadline;
    private final Consumer<Consumer<Reply<Provisioned>>> attempt;
    private final Runnable onRepeat;
    private final Promise<Reply<Provisioned>> promise;

    private int refusals;
    private Future<?> timer;

    /**
     * One that has not begun.
     *
     * @param patience for how long the caller waits
     * @param attempt makes one call, and calls back on the home loop
     * @param onRepeat told before each call but the first
     */
    public ProvisionRetry(
            ProvisionConfig config,
            Clockwork clockwork,
            Duration patience,
            Consumer<Consumer<Reply<Provisioned>>> attempt,
            Runnable onRepeat,
            Promise<Reply<Provisioned>> promise) {
        this.home = clockwork.home();
        this.ticker = clockwork.ticker();
        this.random = clockwork.random();
        this.backoff = config.backoff();
        this.retries = config.retries();
        this.deadline = ticker.nanoTime() + patience.toNanos();
        this.attempt = attempt;
        this.onRepeat = onRepeat;
        this.promise = promise;
    }

    /** Makes the first call; the promise gets the last answer. */
    public void start() {
        promise.addListener(ended -> {
            if (ended.isCancelled()) {
                home.execute(this::stop);
            }
        });
        attempt();
    }

    private void attempt() {
        if (!promise.isDone()) {
            attempt.accept(this::answered);
        }
    }

    private void again() {
        if (!promise.isDone()) {
            onRepeat.run();
            attempt();
        }
    }

    private void stop() {
        if (timer != null) {
            timer.cancel(false);
        }
    }

    private void answered(Reply<Provisioned> reply) {
        if (promise.isDone()) {
            return;
        }
        // Full stays full until a stream ends, and the list shows that: who waits here only holds up the answer.
        boolean temporary = reply.refusalIfAny()
                .map(refusal -> refusal.isTemporary() && !refusal.isAtCapacity())
                .orElse(false);
        if (!temporary || ++refusals > retries) {
            promise.trySuccess(reply);
            return;
        }
        Duration wait = reply.refusalIfAny()
                .flatMap(Refusal::comeBackIn)
                .map(told -> told.compareTo(backoff.first()) < 0 ? backoff.first() : told)
                .map(told -> Backoff.delayed(told.plus(told.dividedBy(20)), backoff.jitter() / 2, random))
                .orElseGet(() -> backoff.delay(refusals, random));
        if (wait.toNanos() > deadline - ticker.nanoTime()) {
            // The next try would come too late for whoever waits: he shall hear the reason now.
            promise.trySuccess(reply);
        } else {
            timer = home.schedule(
                    new LoopTask("another attempt to provision", this::again), wait.toNanos(), TimeUnit.NANOSECONDS);
        }
    }
}
