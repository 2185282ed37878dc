package io.acexy.server.metrics;

import io.micrometer.core.instrument.Clock;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Supplier;

/**
 * Writes what is known as text, and what the JVM tells with it. The libraries for both are set up by the first scrape: they would
 * take a quarter of the start, also of a proxy that nobody watches. Any thread.
 */
final class Rendering implements AutoCloseable {

    private final Supplier<MetricSnapshots> known;

    // guarded by this
    private PrometheusMeterRegistry registry;
    private JvmMeters jvm;

    /** @param known everything else at this moment */
    Rendering(Supplier<MetricSnapshots> known) {
        this.known = known;
    }

    private void open() {
        PrometheusRegistry families = new PrometheusRegistry();
        families.register(known::get);
        registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT, families, Clock.SYSTEM);
        jvm = new JvmMeters(registry);
    }

    /** Everything at this moment. Takes milliseconds, the first time some hundreds: not for event loops. */
    synchronized byte[] text(String type) {
        if (registry == null) {
            open();
        }
        ByteArrayOutputStream text = new ByteArrayOutputStream(64 * 1024);
        try {
            registry.scrape(text, type);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return text.toByteArray();
    }

    @Override
    public synchronized void close() {
        if (registry != null) {
            jvm.close();
            registry.close();
        }
    }
}
