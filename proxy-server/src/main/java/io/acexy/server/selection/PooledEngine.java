package io.acexy.server.selection;

import io.acexy.core.engine.Engine;

/** One engine of a pool: its load and its health. Confined to the desk's loop, which alone writes them; anybody may read. */
final class PooledEngine {

    /** One missed probe is no proof: engines under load answer late while their streams run on. */
    private static final int FAILURES_OUT = 3;

    private final Engine engine;
    private final int maxStreams;

    private volatile int streams;
    private int failures;
    private volatile boolean healthy = true;
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
        failures = success ? 0 : failures + 1;
        healthy = success || (healthy && failures < FAILURES_OUT);
        return healthy != before;
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
