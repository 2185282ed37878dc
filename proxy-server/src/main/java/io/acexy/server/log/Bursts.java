package io.acexy.server.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.event.KeyValuePair;

/**
 * How often the same is said: of lines that are equal but for numbers and for who is meant, and of those with the same message,
 * only so many a minute. The others are counted. Logback's filter for duplicates knows no time and does not tell what it has
 * left out. Not thread-safe.
 */
final class Bursts {

    static final int MOST_EQUAL = 10;
    static final int MOST_ALIKE = 120;

    /** Who asks for debug wants to see single players, and not for long. */
    static final int TIMES_FOR_DEBUG = 50;

    static final long WINDOW_NANOS = TimeUnit.MINUTES.toNanos(1);

    private static final int MOST_KINDS = 1024;
    private static final String THE_REST = "the rest";

    /** Who is meant. */
    private static final Set<String> SINGLE = Set.of("peer", "player", "request");

    private final Map<String, Burst> bursts = new HashMap<>();
    private long nextEnd = Long.MAX_VALUE;

    private static final class Burst {
        private final ILoggingEvent first;
        private final long end;
        private int shown;
        private long held;

        Burst(ILoggingEvent first, long end) {
            this.first = first;
            this.end = end;
        }
    }

    /**
     * What was left out of one burst that is over.
     *
     * @param like the first of them
     */
    record Summary(ILoggingEvent like, long more) {}

    /**
     * Whether it is to be written; else it has been counted.
     *
     * @param now nanoseconds since some beginning
     */
    boolean passes(ILoggingEvent event, long now) {
        int times = event.getLevel().isGreaterOrEqual(Level.INFO) ? 1 : TIMES_FOR_DEBUG;
        String message = event.getLoggerName() + '\n' + event.getMessage();
        Burst alike = burst(isRoomFor(message) ? message : THE_REST, event, now);
        String facts = message + facts(event);
        Burst equal = isRoomFor(facts) ? burst(facts, event, now) : alike;
        if (equal != alike && equal.shown >= MOST_EQUAL * times) {
            equal.held++;
            return false;
        }
        if (alike.shown >= MOST_ALIKE * times) {
            alike.held++;
            return false;
        }
        equal.shown++;
        alike.shown += equal == alike ? 0 : 1;
        return true;
    }

    private boolean isRoomFor(String name) {
        return bursts.size() < MOST_KINDS || bursts.containsKey(name);
    }

    private Burst burst(String name, ILoggingEvent event, long now) {
        Burst known = bursts.get(name);
        if (known == null) {
            known = new Burst(event, now + WINDOW_NANOS);
            bursts.put(name, known);
            nextEnd = Math.min(nextEnd, known.end);
        }
        return known;
    }

    private static String facts(ILoggingEvent event) {
        List<KeyValuePair> pairs = event.getKeyValuePairs();
        if (pairs == null) {
            return "\n";
        }
        StringBuilder facts = new StringBuilder("\n");
        for (KeyValuePair pair : pairs) {
            if (!(pair.value instanceof Number) && !SINGLE.contains(pair.key)) {
                facts.append(pair.key).append('=').append(pair.value).append('\n');
            }
        }
        return facts.toString();
    }

    /** Whether something has been left out that has not been told. */
    boolean hold() {
        return bursts.values().stream().anyMatch(burst -> burst.held > 0);
    }

    /** What was left out of those that are over by now. */
    List<Summary> over(long now) {
        if (now < nextEnd) {
            return List.of();
        }
        List<Summary> summaries = new ArrayList<>();
        nextEnd = Long.MAX_VALUE;
        for (Iterator<Burst> all = bursts.values().iterator(); all.hasNext(); ) {
            Burst burst = all.next();
            if (burst.end <= now) {
                all.remove();
                if (burst.held > 0) {
                    summaries.add(new Summary(burst.first, burst.held));
                }
            } else {
                nextEnd = Math.min(nextEnd, burst.end);
            }
        }
        return summaries;
    }
}
