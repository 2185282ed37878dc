package io.acexy.core.source;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * How often a run opens a session that may turn out not to be needed: a few times a minute, so that a swarm that stalls again
 * and again as a whole is not burdened with twice its sessions; what was used after all costs nothing. Where the first begins
 * too late to follow without a gap, one more is allowed. Confined to the run's loop.
 */
final class SpareBudget {

    /** So many within {@link #SPAN}. */
    static final int MOST = 3;

    static final Duration SPAN = Duration.ofMinutes(1);

    private final Deque<Long> times = new ArrayDeque<>(MOST);
    private boolean anotherAllowed;

    /** Whether one may be opened; if so, it is counted. */
    boolean take(long now) {
        while (!times.isEmpty() && now - times.getFirst() >= SPAN.toNanos()) {
            times.removeFirst();
        }
        if (times.size() >= MOST) {
            return false;
        }
        times.addLast(now);
        anotherAllowed = true;
        return true;
    }

    /** Whether another may be opened beside the last, which is of little use; if so, it is counted. */
    boolean takeAnother() {
        boolean allowed = anotherAllowed;
        anotherAllowed = false;
        return allowed;
    }

    /** The last one has been put to use. */
    void giveBack() {
        times.pollLast();
        anotherAllowed = false;
    }
}
