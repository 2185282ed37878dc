package io.acexy.core.engine;

/** A reserved slot on an engine. May be called from any thread; calls after the first have no effect. */
public interface EngineLease {

    /** Gives the slot back after a session that worked, or that nobody wanted any more. */
    void release();

    /** Gives the slot back after a session that failed, so that the engine can be judged by it. */
    void fail(EngineFault fault);
}
