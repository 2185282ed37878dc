package io.acexy.server.metrics;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * What is known at one moment, as families of samples: whoever is pulled writes into it, and it lives for one scrape. Confined to
 * the thread that renders.
 */
final class Families {

    private static final String TOTAL = "_total";

    private final List<MetricSnapshot> all = new ArrayList<>();

    /** The samples of one family: a value, and the values of its labels. */
    interface Samples {

        /** One more. */
        void add(double value, String... labels);

        /** One more, which is counted. */
        default void add(long value, String... labels) {
            add((double) value, labels);
        }
    }

    /** The histograms of one family. */
    interface Histograms {

        /** One more, and the values of its labels. */
        void add(Histogram one, String... labels);
    }

    /** Who has something to say at a scrape. Reads snapshots and counters of others; never waits, and hops onto no loop. */
    interface Pull {

        /** Says it. */
        void into(Families families);
    }

    /** What is so much now. */
    void gauge(String name, String help, double value) {
        gauge(name, help, List.of(), samples -> samples.add(value));
    }

    /** What there are so many of now. */
    void gauge(String name, String help, long value) {
        gauge(name, help, (double) value);
    }

    /** What is so much now, for each value of some labels. */
    void gauge(String name, String help, List<String> labels, Consumer<Samples> filler) {
        GaugeSnapshot.Builder family = GaugeSnapshot.builder().name(name).help(help);
        filler.accept((value, values) -> family.dataPoint(GaugeSnapshot.GaugeDataPointSnapshot.builder()
                .labels(labels(labels, values))
                .value(value)
                .build()));
        all.add(family.build());
    }

    /** What has been so much since the program began. */
    void counter(String name, String help, long value) {
        counter(name, help, List.of(), samples -> samples.add(value));
    }

    /** What has been so much since the program began, for each value of some labels. */
    void counter(String name, String help, List<String> labels, Consumer<Samples> filler) {
        if (!name.endsWith(TOTAL)) {
            throw new IllegalArgumentException("a counter's name ends with " + TOTAL + ": " + name);
        }
        CounterSnapshot.Builder family = CounterSnapshot.builder()
                .name(name.substring(0, name.length() - TOTAL.length()))
                .help(help);
        filler.accept((value, values) -> family.dataPoint(CounterSnapshot.CounterDataPointSnapshot.builder()
                .labels(labels(labels, values))
                .value(value)
                .build()));
        all.add(family.build());
    }

    /** How long something has taken since the program began, for each value of some labels. */
    void histogram(String name, String help, List<String> labels, Consumer<Histograms> filler) {
        HistogramSnapshot.Builder family =
                HistogramSnapshot.builder().name(name).help(help);
        filler.accept((one, values) -> family.dataPoint(HistogramSnapshot.HistogramDataPointSnapshot.builder()
                .labels(labels(labels, values))
                .classicHistogramBuckets(ClassicHistogramBuckets.of(one.bounds(), one.counts()))
                .sum(one.sum())
                .build()));
        all.add(family.build());
    }

    private static Labels labels(List<String> names, String... values) {
        if (names.size() != values.length) {
            throw new IllegalArgumentException(names + " have " + values.length + " values");
        }
        return Labels.of(names.toArray(String[]::new), values);
    }

    MetricSnapshots snapshots() {
        return new MetricSnapshots(all);
    }
}
