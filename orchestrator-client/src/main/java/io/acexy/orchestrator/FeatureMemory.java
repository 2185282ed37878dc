package io.acexy.orchestrator;

import io.netty.util.concurrent.Ticker;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/** Which optional pages this orchestrator was found not to have. Confined to the client's event loop. */
final class FeatureMemory {

    /** Pages that not every version has: one of A, one of B, and those that were proposed and that none has yet. */
    enum Feature {
        KEY_CHECK,
        READINESS,
        EVENT_BATCH,
        HEALTH_SCORE,
        RECONCILE
    }

    /** An update that we did not notice shall not be missed for ever. */
    private static final long REMEMBER_NANOS = Duration.ofMinutes(10).toNanos();

    private final Ticker ticker;
    private final Map<Feature, Long> absentUntil = new EnumMap<>(Feature.class);

    FeatureMemory(Ticker ticker) {
        this.ticker = ticker;
    }

    boolean mayAsk(Feature feature) {
        Long until = absentUntil.get(feature);
        return until == null || ticker.nanoTime() - until >= 0;
    }

    void absent(Feature feature) {
        absentUntil.put(feature, ticker.nanoTime() + REMEMBER_NANOS);
    }

    void clear() {
        absentUntil.clear();
    }
}
