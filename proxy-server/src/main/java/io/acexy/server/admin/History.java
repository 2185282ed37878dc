package io.acexy.server.admin;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The events of the last hour, of a great many only the last ones. Any thread: it is written to when something happens to a
 * stream or a player, never for media, so that a lock is enough. Who wants to know of news is called without it.
 */
public final class History {

    /** How long an event is kept. */
    public static final Duration SPAN = Duration.ofHours(1);

    /** How many are kept at most, at some 300 bytes each. */
    public static final int MOST = 5_000;

    private final InstantSource clock;
    private final List<Runnable> watchers = new CopyOnWriteArrayList<>();

    // guarded by this: event n is in slot n modulo their number
    private final Event[] events = new Event[MOST];
    private long first;
    private long last;

    /**
     * Numbers begin with the time of the start in milliseconds: whoever comes back after a restart has an older one, which
     * shows that he has missed something.
     */
    public History(InstantSource clock) {
        this.clock = clock;
        this.last = clock.millis();
        this.first = last + 1;
    }

    /**
     * What is there.
     *
     * @param first number of the oldest event; 0 without any
     * @param last number of the newest one that has ever been; where there was none, the one before the first
     * @param complete whether all that came after the number that was asked for are here
     * @param events the oldest first
     */
    public record Excerpt(long first, long last, boolean complete, List<Event> events) {}

    /** Has it called whenever there is news, on the thread where it happens; it must not block. */
    public void watch(Runnable watcher) {
        watchers.add(watcher);
    }

    void add(Event.Kind kind, String words, Event.Subject subject, Event.Detail detail) {
        synchronized (this) {
            Instant now = clock.instant();
            last++;
            events[slot(last)] = new Event(last, now, kind, words, subject, detail);
            first = Math.max(first, last - MOST + 1);
            forget(now);
        }
        watchers.forEach(Runnable::run);
    }

    private static int slot(long number) {
        return (int) (number % MOST);
    }

    private void forget(Instant now) {
        Instant oldest = now.minus(SPAN);
        while (first <= last && events[slot(first)].time().isBefore(oldest)) {
            events[slot(first++)] = null;
        }
    }

    /** The first events after a number, as many as wanted. */
    public synchronized Excerpt after(long number, int most) {
        forget(clock.instant());
        boolean all = number <= last && number >= first - 1;
        long from = Math.max(first, number + 1);
        long to = Math.min(last, from + most - 1);
        return excerpt(from, to, all && to == last);
    }

    /** The last events, the oldest first, none of them from before that time. */
    public synchronized Excerpt latest(int most, Instant since) {
        forget(clock.instant());
        long from = last + 1;
        while (from > first
                && last - from + 1 < most
                && !events[slot(from - 1)].time().isBefore(since)) {
            from--;
        }
        boolean all = from == first || events[slot(from - 1)].time().isBefore(since);
        return excerpt(from, last, all);
    }

    private Excerpt excerpt(long from, long to, boolean complete) {
        List<Event> found = new ArrayList<>((int) Math.max(0, to - from + 1));
        for (long number = from; number <= to; number++) {
            found.add(events[slot(number)]);
        }
        return new Excerpt(first <= last ? first : 0, last, complete, List.copyOf(found));
    }

    /** Number of the newest event. */
    public synchronized long last() {
        return last;
    }

    /** How many there are. */
    public synchronized int size() {
        return (int) (last - first + 1);
    }
}
