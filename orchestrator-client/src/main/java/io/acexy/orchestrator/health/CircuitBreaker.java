package io.acexy.orchestrator.health;

import io.acexy.orchestrator.time.Backoff;
import io.netty.util.concurrent.Ticker;
import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * Stops calls to a peer that does not answer. After so many failures in a row it opens; when its time is over one
 * probe at a time may test the way back; a failed probe opens it again, for longer. Confined to the client's event loop, but for
 * {@link #isOpen}.
 */
public final class CircuitBreaker {

    /** What a call may do. */
    public enum Admission {
        PASS,
        PROBE,
        STOP
    }

    private final int threshold;
    private final Backoff openTimes;
    private final Ticker ticker;
    private final DoubleSupplier random;

    private int failures;
    private int openings;
    private long openUntil;

    /** Written on the loop only. */
    private volatile boolean open;

    private boolean probing;

    /** A closed one. */
    public CircuitBreaker(BreakerConfig config, Ticker ticker, DoubleSupplier random) {
        this.threshold = config.threshold();
        this.openTimes = config.open();
        this.ticker = ticker;
        this.random = random;
    }

    /** Asks for leave. A {@link Admission#PROBE} must be answered by {@link #succeeded}, {@link #failed} or {@link #unclear}. */
    public Admission admit() {
        if (!open) {
            return Admission.PASS;
        }
        if (probing || ticker.nanoTime() - openUntil < 0) {
            return Admission.STOP;
        }
        probing = true;
        return Admission.PROBE;
    }

    public void succeeded() {
        failures = 0;
        openings = 0;
        open = false;
        probing = false;
    }

    public void failed() {
        failures++;
        if (probing || (!open && failures >= threshold)) {
            probing = false;
            open = true;
            openings++;
            openUntil = ticker.nanoTime() + openTimes.delay(openings, random).toNanos();
        }
    }

    /** The call ended without saying anything about the peer. */
    public void unclear() {
        probing = false;
    }

    /** Any thread. */
    public boolean isOpen() {
        return open;
    }

    /** When it is worth coming back; at least a moment, for while a probe runs nobody knows. */
    public Duration retryAfter() {
        long left = openUntil - ticker.nanoTime();
        return Duration.ofNanos(Math.max(left, 250_000_000L));
    }
}
