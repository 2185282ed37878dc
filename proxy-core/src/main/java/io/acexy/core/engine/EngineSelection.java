package io.acexy.core.engine;

import java.time.Duration;
import java.util.function.Consumer;

/** The answer of an {@link EngineSelector}. "No engine free" is an answer, not an error. */
public sealed interface EngineSelection {

    /** Goes on with what it is. */
    void then(Consumer<Selected> selected, Consumer<None> none);

    /**
     * An engine with a slot that is already taken for the caller.
     *
     * @param engine where to start the session
     * @param lease the slot; the caller ends it exactly once
     */
    record Selected(Engine engine, EngineLease lease) implements EngineSelection {

        @Override
        public void then(Consumer<Selected> selected, Consumer<None> none) {
            selected.accept(this);
        }
    }

    /** None was chosen. */
    sealed interface None extends EngineSelection {

        /** For the player. */
        String reason();

        /** When to come back. */
        Duration retryAfter();

        @Override
        default void then(Consumer<Selected> selected, Consumer<None> none) {
            none.accept(this);
        }
    }

    /**
     * There are engines, all are full.
     *
     * @param reason for the player
     * @param retryAfter when to come back
     */
    record Busy(String reason, Duration retryAfter) implements None {}

    /**
     * A limit of this program is in the way: one who gives up his place makes room.
     *
     * @param reason for the player
     * @param retryAfter when to come back
     */
    record Limited(String reason, Duration retryAfter) implements None {}

    /**
     * There is no engine that could be used.
     *
     * @param reason for the player
     * @param retryAfter when to come back
     */
    record Unavailable(String reason, Duration retryAfter) implements None {}
}
