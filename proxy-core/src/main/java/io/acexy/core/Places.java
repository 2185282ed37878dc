package io.acexy.core;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** How many streams and films there may be at once, shared by those who open them. Any thread. */
public final class Places {

    private volatile int most;
    private final AtomicInteger taken = new AtomicInteger();
    private final AtomicLong refused = new AtomicLong();

    /** @param most 0 is no limit */
    public Places(int most) {
        this.most = most;
    }

    /** From now on there are so many; what is taken stays so. 0 is no limit. */
    public void atMost(int number) {
        most = number;
    }

    /** One more; false, and nothing has changed, when there is none left. */
    public boolean take() {
        int limit = most;
        if (taken.incrementAndGet() > limit && limit > 0) {
            taken.decrementAndGet();
            return false;
        }
        return true;
    }

    /** One that was taken is there again. */
    public void free() {
        taken.decrementAndGet();
    }

    /** Somebody is turned away because there was none, and nobody gave his up. */
    public void turnedAway() {
        refused.incrementAndGet();
    }

    /** How many are taken. */
    public int taken() {
        return taken.get();
    }

    /** How many were turned away so far. */
    public long refused() {
        return refused.get();
    }
}
