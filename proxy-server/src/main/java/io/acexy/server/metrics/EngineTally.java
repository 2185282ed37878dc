package io.acexy.server.metrics;

import io.acexy.core.engine.Engine;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Sessions by engine. Engines come and go, so only so many have a name here: for one more, the one that was not heard of for the
 * longest time is counted among the others from then on. Any thread; sessions are rare, so that a lock will do.
 */
final class EngineTally implements Families.Pull {

    static final int MOST_ENGINES = 32;

    private static final String OTHERS = "other";

    /** What has become of a session. */
    enum Result {
        /** It has brought media. */
        STARTED,
        /** It has failed before that. */
        FAILED,
        /** It has failed after that. */
        LOST
    }

    // guarded by this; the one heard of last is the last
    private final LinkedHashMap<String, Map<Result, Long>> engines = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<Result, Long> others = nothing();

    private static Map<Result, Long> nothing() {
        Map<Result, Long> counts = new EnumMap<>(Result.class);
        for (Result result : Result.values()) {
            counts.put(result, 0L);
        }
        return counts;
    }

    synchronized void count(Engine engine, Result result) {
        engines.computeIfAbsent(engine.authority(), name -> nothing()).merge(result, 1L, Long::sum);
        if (engines.size() > MOST_ENGINES) {
            String oldest = engines.keySet().iterator().next();
            engines.remove(oldest).forEach((counted, count) -> others.merge(counted, count, Long::sum));
        }
    }

    @Override
    public synchronized void into(Families families) {
        families.counter(
                "acexy_engine_sessions_total",
                "Engine sessions by what became of them: started, failed before any media, lost after it",
                List.of("engine", "result"),
                samples -> {
                    add(samples, OTHERS, others);
                    engines.forEach((name, counts) -> add(samples, name, counts));
                });
    }

    private static void add(Families.Samples samples, String engine, Map<Result, Long> counts) {
        counts.forEach((result, count) -> samples.add(count, engine, Cases.word(result)));
    }
}
