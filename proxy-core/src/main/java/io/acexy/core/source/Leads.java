package io.acexy.core.source;

import io.acexy.core.engine.Engine;
import io.acexy.core.mpegts.TsInspector;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How near to live each engine was while it was in use, against the others. Engines send again only some seconds to a new
 * reader: one that is much nearer to live than the one that fails has no longer what players want next. Confined to the home
 * loop.
 */
final class Leads {

    /** A stream that lives for weeks sees more engines than that; those that it used last count. */
    private static final int MOST = 16;

    /** Until another is open, a second has gone by: one that is so much nearer would have to reach back further than most. */
    private static final long MUCH = 1_000_000_000;

    private final TsInspector inspector;

    /** The best position of each: media time less wall time, in nanoseconds from anywhere. */
    private final Map<Engine, Long> leads = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Engine, Long> eldest) {
            return size() > MOST;
        }
    };

    private Engine inUse;
    private long jumps;

    Leads(TsInspector inspector) {
        this.inspector = inspector;
    }

    /** Another is in use: how near to live it is shows from now on. */
    void use(Engine engine) {
        inUse = engine;
        leads.remove(engine);
    }

    /** What comes is not to be compared with what came. */
    void forget() {
        leads.clear();
    }

    /** Media flows from the one in use. */
    void flows(long now) {
        if (inspector.clockDiscontinuities() != jumps) { // media time has another beginning
            jumps = inspector.clockDiscontinuities();
            leads.clear();
        }
        if (inspector.hasClock()) {
            leads.merge(inUse, inspector.mediaTime() * 1_000 / 27 - now, Math::max);
        }
    }

    /**
     * Those nearer to live than the one in use last, but for the one among them that is the least so. One that is alone and
     * much nearer is among them: who has not been in use yet may be further behind.
     */
    Set<Engine> tooNear() {
        Long own = leads.get(inUse);
        Set<Engine> nearer = new HashSet<>();
        if (own != null) {
            leads.forEach((engine, lead) -> {
                if (lead > own) {
                    nearer.add(engine);
                }
            });
            Optional<Engine> least = nearer.stream().min(Comparator.comparing(leads::get));
            least.filter(engine -> nearer.size() > 1 || leads.get(engine) - own < MUCH)
                    .ifPresent(nearer::remove);
        }
        return nearer;
    }
}
