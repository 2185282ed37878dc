package io.acexy.orchestrator.time;

import java.time.Duration;

/** Checks of configured times. */
public final class Spans {

    private Spans() {}

    /**
     * Refuses a time that is none.
     *
     * @throws IllegalArgumentException with the name of what is not longer than nothing
     */
    public static void checkPositive(Duration duration, String name) {
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException("the " + name + " must be longer than nothing");
        }
    }
}
