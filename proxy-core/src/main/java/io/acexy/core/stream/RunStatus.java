package io.acexy.core.stream;

import io.acexy.core.engine.Engine;
import io.acexy.core.engine.EngineFault;
import io.acexy.core.engine.SessionLinks;

/** What there is to say about the engines' side of a stream. Written on the stream's home loop, read by anybody. */
final class RunStatus {

    private volatile boolean recovering;
    private volatile EngineFault trouble;
    private volatile int adoptions;
    private volatile Engine engine;
    private volatile SessionLinks links;

    /** The engine in use or in trial, or null. */
    Engine engine() {
        return engine;
    }

    /** The answer of that engine to the start, or null before it. */
    SessionLinks links() {
        return links;
    }

    /** Why the stream is being moved, or null while nothing is wrong. */
    EngineFault trouble() {
        return recovering ? trouble : null;
    }

    /** Why it was moved last, or null when it never was. */
    EngineFault lastTrouble() {
        return trouble;
    }

    /** How often a source has taken over from another. */
    int switches() {
        return Math.max(0, adoptions - 1);
    }

    void serving(Engine newEngine, SessionLinks newLinks) {
        engine = newEngine;
        links = newLinks;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // one writer: the home loop
    void adopted(Engine newEngine, SessionLinks newLinks) {
        serving(newEngine, newLinks);
        adoptions++;
    }

    void inTrouble(EngineFault fault) {
        trouble = fault;
        recovering = true;
    }

    /** Whether another engine is looked for. */
    boolean isRecovering() {
        return recovering;
    }

    void recovering(boolean on) {
        recovering = on;
    }
}
