package io.acexy.server.http;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * How fast each address opens connections, and how many of its connections have no request under way: who floods takes from nobody but
 * himself. An address is that of a {@link Household}. As many are remembered as there is room for; the one that
 * came longest ago is forgotten first. Any thread: the one lock is held for a look into a table.
 */
public final class Arrivals {

    /** Some 150 bytes each. */
    static final int MOST_ADDRESSES = 16_384;

    private static final long SECOND = 1_000_000_000L;

    /** In the order in which they came last. */
    private final Map<Household, Caller> callers = new LinkedHashMap<>(16, 0.75f, true);

    private final LongSupplier ticker;
    private volatile Bounds bounds;

    /**
     * What may be.
     *
     * @param perSecond connections that one address may open within a second; 0 is no limit
     * @param waiting connections of one address without a request under way; 0 is no limit
     * @param free whose connections are not counted
     */
    public record Bounds(int perSecond, int waiting, Predicate<InetAddress> free) {

        /** As many as anybody likes. */
        static final Bounds NONE = new Bounds(0, 0, address -> true);

        boolean isNone() {
            return perSecond == 0 && waiting == 0;
        }
    }

    /** Somebody's connection, as far as it is counted. */
    static final class Visit {

        /** One that is not. */
        static final Visit FREE = new Visit(null);

        private final Caller caller;
        private boolean waits;
        private boolean over;

        private Visit(Caller caller) {
            this.caller = caller;
        }

        /** Whether it has no request under way; of no account once it is over. */
        void waits(boolean now) {
            if (caller != null) {
                caller.count(this, now, false);
            }
        }

        /** The connection has closed. */
        void over() {
            if (caller != null) {
                caller.count(this, false, true);
            }
        }
    }

    /** An address. Guarded by itself, and for all else by the table's lock. */
    private static final class Caller {

        /** When it has been quiet for long enough to open as many as ever: each connection puts it off by its share of a second. */
        private long rested;

        private int waiting;

        synchronized void count(Visit visit, boolean now, boolean last) {
            if (visit.waits != now && !visit.over) {
                visit.waits = now;
                waiting += now ? 1 : -1;
            }
            visit.over |= last;
        }

        synchronized int waiting() {
            return waiting;
        }
    }

    /** @param ticker nanoseconds */
    Arrivals(Bounds bounds, LongSupplier ticker) {
        this.bounds = bounds;
        this.ticker = ticker;
    }

    /** From now on others; who is there stays. */
    void bound(Bounds next) {
        bounds = next;
    }

    /**
     * Somebody has connected.
     *
     * @param peer null where it is nobody who could be named, who is not counted
     * @return nothing where he has too many, or comes too fast
     */
    Optional<Visit> arrive(InetSocketAddress peer) {
        Bounds now = bounds;
        if (now.isNone() || peer == null || now.free.test(peer.getAddress())) {
            return Optional.of(Visit.FREE);
        }
        Visit visit = new Visit(admitted(Household.of(peer.getAddress()), now));
        if (visit.caller == null) {
            return Optional.empty();
        }
        visit.waits(true);
        return Optional.of(visit);
    }

    /** Who may come once more, or null. */
    private synchronized Caller admitted(Household address, Bounds most) {
        long now = ticker.getAsLong();
        Caller caller = callers.get(address);
        if (caller == null) {
            forget(now);
            caller = new Caller();
            caller.rested = now;
            callers.put(address, caller);
        }
        if (most.waiting > 0 && caller.waiting() >= most.waiting) {
            return null;
        }
        if (most.perSecond > 0) {
            long share = SECOND / most.perSecond;
            long next = (caller.rested - now > 0 ? caller.rested : now) + share;
            if (next - now > SECOND) {
                return null;
            }
            caller.rested = next;
        }
        return caller;
    }

    /** Makes room: for more than one, where there is nothing to remember of those who came longest ago. */
    private void forget(long now) {
        Iterator<Caller> oldest = callers.values().iterator();
        for (int i = 0; i < 2 && oldest.hasNext(); i++) {
            Caller caller = oldest.next();
            boolean isBlank = caller.waiting() == 0 && caller.rested - now <= 0;
            if (isBlank || callers.size() >= MOST_ADDRESSES) {
                oldest.remove();
            }
        }
    }

    /** How many addresses are remembered. */
    synchronized int addresses() {
        return callers.size();
    }
}
