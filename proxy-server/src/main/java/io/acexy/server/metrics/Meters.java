package io.acexy.server.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Arrays;

/**
 * Makes what counts events, each with its help. Names are the registry's: dots, and endings that it adds by itself.
 *
 * @param registry has them all
 */
record Meters(MeterRegistry registry) {

    /** From a picture at once to a channel that warms up. */
    static final Duration[] WAITS =
            millis(10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 20_000, 30_000, 60_000);

    /** A question to a program nearby. */
    static final Duration[] CALLS = millis(10, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000);

    /** Until an engine is there. */
    static final Duration[] BOOTS = millis(1_000, 2_500, 5_000, 10_000, 20_000, 30_000, 60_000);

    /** How late a task comes. */
    static final Duration[] DELAYS = millis(1, 5, 10, 25, 50, 100, 250, 1_000);

    private static Duration[] millis(long... steps) {
        return Arrays.stream(steps).mapToObj(Duration::ofMillis).toArray(Duration[]::new);
    }

    /** @param labels names and values in turn */
    Counter counter(String name, String help, String... labels) {
        return Counter.builder(name).description(help).tags(labels).register(registry);
    }

    /**
     * A counter for each case.
     *
     * @param label whose values they are
     * @param labels further names and values in turn
     */
    <E extends Enum<E>> Cases<E> cases(Class<E> cases, String label, String name, String help, String... labels) {
        return new Cases<>(cases, word -> Counter.builder(name)
                .description(help)
                .tags(labels)
                .tag(label, word)
                .register(registry));
    }

    /**
     * A histogram.
     *
     * @param steps its only ones
     * @param labels names and values in turn
     */
    Timer timer(Duration[] steps, String name, String help, String... labels) {
        return Timer.builder(name)
                .description(help)
                .tags(labels)
                .serviceLevelObjectives(steps)
                .register(registry);
    }
}
