package io.acexy.server.selection;

import io.acexy.core.engine.Engine;
import io.acexy.core.engine.EngineFault;
import io.acexy.core.engine.EngineLease;
import java.util.concurrent.atomic.AtomicBoolean;

/** One engine of a pool: its load and its health. Usable from any thread. */
final class PooledEngine {

    /** One missed probe is no proof: engines under load answer late while their streams run on. */
    private static final int FAILURES_OUT = 3;

    private final Engine engine;
    private final int maxStreams;

    private int streams;
    private int failures;
    private boolean healthy = true;
    private long lastUsed;

    PooledEngine(Engine engine, int maxStreams) {
        this.engine = engine;
        this.maxStreams = maxStreams;
    }

    Engine engine() {
        return engine;
    }

    synchronized boolean isHealthy() {
        return healthy;
    }

    synchronized int streams() {
        return streams;
    }

    synchronized boolean hasRoom() {
        return maxStreams == 0 || streams < maxStreams;
    }

    /** By {@link System#nanoTime}; only for comparing. */
    synchronized long lastUsed() {
        return lastUsed;
    }

    /** Takes in the result of a probe; true when the engine's health has changed by it. */
    synchronized boolean observe(boolean success) {
        boolean before = healthy;
        failures = success ? 0 : failures + 1;
        healthy = success || (healthy && failures < FAILURES_OUT);
        return healthy != before;
    }

    /** Takes a slot; the lease gives it back. */
    synchronized EngineLease reserve() {
        streams++;
        lastUsed = System.nanoTime();
        return new Lease();
    }

    private synchronized void giveBack() {
        streams--;
        lastUsed = System.nanoTime();
    }

    private final class Lease implements EngineLease {

        private final AtomicBoolean ended = new AtomicBoolean();

        @Override
        public void release() {
            if (ended.compareAndSet(false, true)) {
                giveBack();
            }
        }

        /** The fault is not held against the engine's health: the probes decide that, and most faults are the content's. */
        @Override
        public void fail(EngineFault fault) {
            release();
        }
    }
}
