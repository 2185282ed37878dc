package io.acexy.server.limits;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/** What was started within the last minute, in all and by address. As many addresses are remembered as have started something. */
final class Starts {

    static final long SPAN_NANOS = Duration.ofMinutes(1).toNanos();

    /** So many addresses at most; one more, and the one is forgotten that has started nothing for longest. */
    static final int MOST_ADDRESSES = 10_000;

    private final Deque<Long> all = new ArrayDeque<>();

    /** Who has started something last is last. */
    private final Map<String, Deque<Long>> byAddress = new LinkedHashMap<>();

    private int mostOfAll;
    private int mostOfOne;

    /** Numbers that are remembered at most; 0 for none. */
    Starts(int mostOfAll, int mostOfOne) {
        bound(mostOfAll, mostOfOne);
    }

    /** From now on others. What nobody asks for any more is forgotten. */
    void bound(int all, int one) {
        mostOfAll = all;
        mostOfOne = one;
        if (all == 0) {
            this.all.clear();
        }
        if (one == 0) {
            byAddress.clear();
        }
    }

    /** One more. */
    void add(String address, long now) {
        if (mostOfAll > 0) {
            all.addLast(now);
        }
        if (mostOfOne > 0 && !address.isEmpty()) {
            Deque<Long> own = byAddress.remove(address);
            Deque<Long> times = own == null ? new ArrayDeque<>() : own;
            times.addLast(now);
            byAddress.put(address, times);
            if (byAddress.size() > MOST_ADDRESSES) {
                byAddress.remove(byAddress.keySet().iterator().next());
            }
        }
    }

    /** How many there were. */
    int count(long now) {
        forgetOld(all, now);
        return all.size();
    }

    /** How many one address has had. */
    int count(String address, long now) {
        Deque<Long> own = byAddress.get(address);
        if (own == null) {
            return 0;
        }
        forgetOld(own, now);
        return own.size();
    }

    /** The most that any address has had. */
    int largest(long now) {
        Iterator<Deque<Long>> each = byAddress.values().iterator();
        int largest = 0;
        while (each.hasNext()) {
            Deque<Long> own = each.next();
            forgetOld(own, now);
            if (own.isEmpty()) {
                each.remove();
            }
            largest = Math.max(largest, own.size());
        }
        return largest;
    }

    /** Until one more may be. */
    Duration pause(long now) {
        return pause(all, now);
    }

    /** Until one more may be from an address. */
    Duration pause(String address, long now) {
        return pause(byAddress.getOrDefault(address, new ArrayDeque<>()), now);
    }

    private static Duration pause(Deque<Long> times, long now) {
        long nanos = times.isEmpty() ? 0 : times.getFirst() + SPAN_NANOS - now;
        return Duration.ofSeconds(Math.max(1, (nanos + 999_999_999L) / 1_000_000_000L));
    }

    private static void forgetOld(Deque<Long> times, long now) {
        while (!times.isEmpty() && now - times.getFirst() >= SPAN_NANOS) {
            times.removeFirst();
        }
    }
}
