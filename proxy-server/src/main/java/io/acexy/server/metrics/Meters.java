package io.acexy.server.metrics;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * Makes what counts events, each with its name and its help, and tells at a scrape what all of them have counted. Any thread; until
 * somebody asks nothing is needed for it but adders.
 */
final class Meters implements Families.Pull {

    /** From a picture at once to a channel that warms up. */
    static final Duration[] WAITS =
            millis(10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 20_000, 30_000, 60_000);

    /** A question to a program nearby. */
    static final Duration[] CALLS = millis(10, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000);

    /** Until an engine is there. */
    static final Duration[] BOOTS = millis(1_000, 2_500, 5_000, 10_000, 20_000, 30_000, 60_000);

    /** How late a task comes. */
    static final Duration[] DELAYS = millis(1, 5, 10, 25, 50, 100, 250, 1_000);

    private final Map<String, Family<Counter>> counters = new ConcurrentSkipListMap<>();
    private final Map<String, Family<Histogram>> histograms = new ConcurrentSkipListMap<>();

    /** What has one name, and its labels in one order. */
    private record Family<T>(String name, String help, List<String> labels, List<Series<T>> series) {

        private Family(String name, String help, String... labels) {
            this(name, help, every(0, labels), new CopyOnWriteArrayList<>());
        }

        private T with(T meter, String... labels) {
            series.add(new Series<>(every(1, labels), meter));
            return meter;
        }
    }

    /** One of them, by the values of its labels. */
    private record Series<T>(List<String> values, T meter) {

        private String[] labels() {
            return values.toArray(String[]::new);
        }
    }

    private static Duration[] millis(long... steps) {
        return Arrays.stream(steps).mapToObj(Duration::ofMillis).toArray(Duration[]::new);
    }

    /** Names or values of what has both in turn. */
    private static List<String> every(int first, String... labels) {
        String[] half = new String[labels.length / 2];
        Arrays.setAll(half, at -> labels[2 * at + first]);
        return List.of(half);
    }

    /**
     * A counter, each for other labels.
     *
     * @param name ends with {@code _total}
     * @param labels names and values in turn
     */
    Counter counter(String name, String help, String... labels) {
        return counters.computeIfAbsent(name, first -> new Family<>(first, help, labels))
                .with(new Counter(), labels);
    }

    /**
     * A counter for each case.
     *
     * @param label whose values they are
     * @param labels further names and values in turn
     */
    <E extends Enum<E>> Cases<E> cases(Class<E> cases, String label, String name, String help, String... labels) {
        return new Cases<>(cases, word -> {
            String[] all = Arrays.copyOf(labels, labels.length + 2);
            all[labels.length] = label;
            all[labels.length + 1] = word;
            return counter(name, help, all);
        });
    }

    /**
     * A histogram, each for other labels.
     *
     * @param steps its only ones
     * @param name ends with {@code _seconds}
     * @param labels names and values in turn
     */
    Histogram timer(Duration[] steps, String name, String help, String... labels) {
        return histograms
                .computeIfAbsent(name, first -> new Family<>(first, help, labels))
                .with(new Histogram(steps), labels);
    }

    @Override
    public void into(Families families) {
        for (Family<Counter> family : counters.values()) {
            families.counter(family.name(), family.help(), family.labels(), samples -> family.series()
                    .forEach(one -> samples.add(one.meter().value(), one.labels())));
        }
        for (Family<Histogram> family : histograms.values()) {
            families.histogram(family.name(), family.help(), family.labels(), each(family));
            families.gauge(family.name() + "_max", family.help(), family.labels(), samples -> family.series()
                    .forEach(one -> samples.add(one.meter().longest(), one.labels())));
        }
    }

    private static Consumer<Families.Histograms> each(Family<Histogram> family) {
        return samples -> family.series().forEach(one -> samples.add(one.meter(), one.labels()));
    }
}
