package io.acexy.core.source;

import java.time.Duration;

/** Whether anybody looks at what engines say of their swarms, which they are asked for only then. Any thread. */
public final class Attention {

    /** A page that is open asks again within that time. */
    private static final long SPAN = Duration.ofSeconds(10).toNanos();

    private volatile boolean paid;
    private volatile long last;

    /**
     * Somebody looks.
     *
     * @param now by the loops' ticker
     */
    public void pay(long now) {
        last = now;
        paid = true;
    }

    boolean isPaid(long now) {
        return paid && now - last < SPAN;
    }
}
