package io.acexy.core.engine;

import java.time.Duration;

/** The answer of an {@link EngineSelector}. "No engine free" is an answer, not an error. */
public sealed interface EngineSelection {

    /**
     * An engine with a slot that is already taken for the caller.
     *
     * @param engine where to start the session
     * @param lease the slot; the caller ends it exactly once
     */
    record Selected(Engine engine, EngineLease lease) implements EngineSelection {}

    /**
     * There are engines, all are full.
     *
     * @param reason for the player
     * @param retryAfter when to come back
     */
    record Busy(String reason, Duration retryAfter) implements EngineSelection {}

    /**
     * There is no engine that could be used.
     *
     * @param reason for the player
     * @param retryAfter when to come back
     */
    record Unavailable(String reason, Duration retryAfter) implements EngineSelection {}
}
