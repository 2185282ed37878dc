package io.acexy.simulator.orchestrator;

import java.time.Duration;

/**
 * How dialect B brings what runs to what it wants, as seen with the real one.
 *
 * @param nudgesLostWithin a wish that comes so soon after the last reconciliation changes the number, and nothing more
 * @param reconcileEvery how often it reconciles by itself
 * @param listensFirst whether its API listens before its first engines are there, with an empty list
 */
public record ControllerSettings(Duration nudgesLostWithin, Duration reconcileEvery, boolean listensFirst) {

    /** As seen with the real one. */
    public static ControllerSettings realistic() {
        return new ControllerSettings(Duration.ofSeconds(1), Duration.ofSeconds(30), true);
    }

    /** The same, but that the engines of the start are there from the start: for tests. */
    public static ControllerSettings fast() {
        return realistic().withListensFirst(false);
    }

    /** With another memory of the last reconciliation; zero for a version that loses no wish. */
    public ControllerSettings withNudgesLostWithin(Duration value) {
        return new ControllerSettings(value, reconcileEvery, listensFirst);
    }

    /** With an API that listens before there are engines, or without. */
    public ControllerSettings withListensFirst(boolean value) {
        return new ControllerSettings(nudgesLostWithin, reconcileEvery, value);
    }
}
