package io.acexy.core.source;

import io.acexy.core.engine.ContentId;
import io.acexy.core.engine.Engine;
import io.acexy.core.engine.EngineFault;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How many sessions of one content, or for one channel, are started on one engine within a minute: at most {@link #MOST}, whatever the
 * engine answers and whoever asks. Outlives the streams, because players who are refused come back at once. Any thread: streams of
 * all loops start sessions, each a few a minute at most, so a lock is enough.
 */
public final class SessionBudget {

    /** One every five seconds: more does no engine good, and no viewer. */
    public static final int MOST = 12;

    /** The time in which so many are allowed. */
    static final Duration SPAN = Duration.ofMinutes(1);

    /** The content that was started last is the last; what has grown old is dropped from the front. */
    private final Map<ContentId, Map<Engine, Starts>> contents = new LinkedHashMap<>();

    /** The starts of one content on one engine. */
    private static final class Starts {

        private final Deque<Long> times = new ArrayDeque<>(MOST);
        private EngineFault lastFault;

        void forgetBefore(long time) {
            while (!times.isEmpty() && times.peekFirst() - time <= 0) {
                times.removeFirst();
            }
        }

        boolean areSpent() {
            return times.size() >= MOST;
        }
    }

    /**
     * An engine that may not be asked now.
     *
     * @param pause until it may be
     * @param lastFault how the last start on it failed, or null
     */
    record Exhausted(Duration pause, EngineFault lastFault) {

        private Exhausted longer(Exhausted other) {
            return pause.compareTo(other.pause) >= 0 ? this : other;
        }
    }

    /**
     * Counts a start under each of its names, if there may be one under all of them.
     *
     * @param names the content, and the channel that it is started for
     * @param now by the ticker of the caller's loop, which is the same on all
     * @return false when there may not
     */
    synchronized boolean take(Set<ContentId> names, Engine engine, long now) {
        forgetOld(now);
        List<Starts> counted =
                names.stream().map(name -> starts(name, engine, now)).toList();
        boolean allowed = counted.stream().noneMatch(Starts::areSpent);
        if (allowed) {
            counted.forEach(starts -> starts.times.addLast(now));
        }
        return allowed;
    }

    private Starts starts(ContentId content, Engine engine, long now) {
        Map<Engine, Starts> known = contents.remove(content);
        Map<Engine, Starts> engines = known == null ? new HashMap<>() : known;
        contents.put(content, engines);
        Starts starts = engines.computeIfAbsent(engine, first -> new Starts());
        starts.forgetBefore(now - SPAN.toNanos());
        return starts;
    }

    private void forgetOld(long now) {
        Iterator<Map<Engine, Starts>> oldest = contents.values().iterator();
        while (oldest.hasNext()) {
            Map<Engine, Starts> engines = oldest.next();
            engines.values().forEach(starts -> starts.forgetBefore(now - SPAN.toNanos()));
            engines.values().removeIf(starts -> starts.times.isEmpty());
            if (!engines.isEmpty()) {
                return;
            }
            oldest.remove();
        }
    }

    /** A start has failed: whoever may not try again is told why. */
    synchronized void failed(Set<ContentId> names, Engine engine, EngineFault fault) {
        for (ContentId name : names) {
            Starts starts = contents.getOrDefault(name, Map.of()).get(engine);
            if (starts != null) {
                starts.lastFault = fault;
            }
        }
    }

    /** The engines on which what has these names may not be started now. */
    synchronized Map<Engine, Exhausted> exhausted(Set<ContentId> names, long now) {
        Map<Engine, Exhausted> exhausted = new HashMap<>();
        for (ContentId name : names) {
            contents.getOrDefault(name, Map.of()).forEach((engine, starts) -> {
                starts.forgetBefore(now - SPAN.toNanos());
                if (starts.areSpent()) {
                    Duration pause = Duration.ofNanos(starts.times.getFirst() + SPAN.toNanos() - now);
                    exhausted.merge(engine, new Exhausted(pause, starts.lastFault), Exhausted::longer);
                }
            });
        }
        return exhausted;
    }

    /** How many contents are remembered. */
    synchronized int contents() {
        return contents.size();
    }
}
