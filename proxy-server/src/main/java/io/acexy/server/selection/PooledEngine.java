package io.acexy.server.selection;

import io.acexy.core.engine.Engine;
import io.acexy.server.admin.EngineView;
import io.acexy.server.admin.EngineView.Condition;
import io.acexy.server.admin.EngineView.Listing;
import io.acexy.server.admin.EngineView.Slots;
import java.util.Optional;
import java.util.OptionalInt;

/** One engine of a pool: its load and its health. Confined to the desk's loop, but for {@link #isHealthy}. */
final class PooledEngine {

    /** One missed probe is no proof: engines under load answer late while their streams run on. */
    private static final int FAILURES_OUT = 3;

    private final Engine engine;
    private final int maxStreams;

    private int streams;
    private int failures;
    private volatile boolean healthy = true;
    private boolean probed;
    private long lastUsed;

    PooledEngine(Engine engine, int maxStreams) {
        this.engine = engine;
        this.maxStreams = maxStreams;
    }

    Engine engine() {
        return engine;
    }

    boolean isHealthy() {
        return healthy;
    }

    int streams() {
        return streams;
    }

    boolean hasRoom() {
        return maxStreams == 0 || streams < maxStreams;
    }

    /** The turn in which its slots were last touched. */
    long lastUsed() {
        return lastUsed;
    }

    /** Takes in the result of a probe; true when the engine's health has changed by it. */
    boolean observe(boolean success) {
        boolean before = healthy;
        probed = true;
        failures = success ? 0 : failures + 1;
        healthy = success || (healthy && failures < FAILURES_OUT);
        return healthy != before;
    }

    /** As it is to be seen. */
    EngineView view() {
        Condition condition = healthy ? Condition.HEALTHY : Condition.UNHEALTHY;
        Listing listing = new Listing(
                EngineView.Source.CONFIGURATION,
                Optional.empty(),
                probed ? condition : Condition.UNKNOWN,
                Optional.empty(),
                false,
                Optional.empty());
        OptionalInt most = maxStreams == 0 ? OptionalInt.empty() : OptionalInt.of(maxStreams);
        Optional<String> silent =
                failures == 0 ? Optional.empty() : Optional.of("the last " + probes() + " not answered");
        return new EngineView(engine, listing, healthy && hasRoom(), new Slots(streams, 0, most), silent);
    }

    private String probes() {
        return failures == 1 ? "probe was" : failures + " probes were";
    }

    /** @param turn counts up from one change of any engine's slots to the next */
    @SuppressWarnings("NonAtomicVolatileUpdate") // one writer: the desk's loop
    void take(long turn) {
        streams++;
        lastUsed = turn;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // one writer: the desk's loop
    void giveBack(long turn) {
        streams--;
        lastUsed = turn;
    }
}
