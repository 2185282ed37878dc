package io.acexy.core.derived;

import io.acexy.core.engine.ContentId;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How often a program is started for one stream within a minute: at most {@link #MOST}, whoever asks. Outlives the streams,
 * because players who are refused come back at once. Any thread: programs start a few times a minute, so a lock is enough.
 */
final class Restarts {

    static final int MOST = 6;

    static final Duration SPAN = Duration.ofMinutes(1);

    /** The stream whose program was started last is the last; what has grown old is dropped from the front. */
    private final Map<ContentId, Deque<Long>> starts = new LinkedHashMap<>();

    /**
     * Counts a start, if there may be one.
     *
     * @param now by the ticker that all loops share
     * @return zero, or how long it is until there may be one
     */
    synchronized Duration take(ContentId content, long now) {
        forgetOld(now);
        Deque<Long> times = starts.getOrDefault(content, new ArrayDeque<>(MOST));
        forgetOld(times, now);
        if (times.size() >= MOST) {
            return Duration.ofNanos(times.getFirst() + SPAN.toNanos() - now);
        }
        times.addLast(now);
        starts.remove(content);
        starts.put(content, times);
        return Duration.ZERO;
    }

    private void forgetOld(long now) {
        Iterator<Deque<Long>> oldest = starts.values().iterator();
        while (oldest.hasNext()) {
            Deque<Long> times = oldest.next();
            forgetOld(times, now);
            if (!times.isEmpty()) {
                return;
            }
            oldest.remove();
        }
    }

    private static void forgetOld(Deque<Long> times, long now) {
        while (!times.isEmpty() && now - times.getFirst() >= SPAN.toNanos()) {
            times.removeFirst();
        }
    }

    /** How many streams are remembered. */
    synchronized int streams() {
        return starts.size();
    }
}
