package io.acexy.testkit;

import java.time.Duration;

/**
 * How long a test waits for what must come. It only bounds the time until a failure is told: no result may depend on the
 * machine's speed, so the limit is far beyond anything that a loaded machine needs. There is one for all tests.
 */
public final class Patience {

    /** For one wait. Less than the limit of a whole test, so that the wait itself says what did not come. */
    public static final Duration LIMIT = Duration.ofMinutes(4);

    private Patience() {}
}
