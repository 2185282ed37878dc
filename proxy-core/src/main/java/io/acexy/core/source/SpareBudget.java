package io.acexy.core.source;

import java.time.Duration;

/**
 * How often a run opens a session that may turn out not to be needed: once a minute, so that a swarm that stalls as a whole is
 * not burdened with twice its sessions; what was used after all costs nothing. Where the first begins too late to follow without
 * a gap, one more is allowed. Confined to the run's loop.
 */
final class SpareBudget {

    static final Duration SPAN = Duration.ofMinutes(1);

    private boolean spent;
    private long spentAt;
    private boolean anotherAllowed;

    /** Whether one may be opened; if so, it is counted. */
    boolean take(long now) {
        if (spent && now - spentAt < SPAN.toNanos()) {
            return false;
        }
        spent = true;
        spentAt = now;
        anotherAllowed = true;
        return true;
    }

    /** Whether another may be opened beside the first, which is of little use; if so, it is counted. */
    boolean takeAnother() {
        boolean allowed = anotherAllowed;
        anotherAllowed = false;
        return allowed;
    }

    /** It has been put to use. */
    void giveBack() {
        spent = false;
        anotherAllowed = false;
    }
}
