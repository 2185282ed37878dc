package io.acexy.server.metrics;

import io.acexy.server.config.Build;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmInfoMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.core.instrument.config.MeterFilter;
import java.util.Set;

/** The process, its JVM, and which version of this program it is; collections since this was made. */
final class JvmMeters implements AutoCloseable {

    /** Names that Prometheus's own lint refuses, for what is in the others. */
    private static final Set<String> BADLY_NAMED = Set.of("system.cpu.count", "process.cpu.time");

    private final JvmGcMetrics collections = new JvmGcMetrics();

    JvmMeters(MeterRegistry registry) {
        registry.config().meterFilter(MeterFilter.deny(meter -> BADLY_NAMED.contains(meter.getName())));
        new JvmMemoryMetrics().bindTo(registry);
        collections.bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new JvmInfoMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        Gauge.builder("acexy.build.info", () -> 1)
                .description("Which version this is; always 1")
                .tag("version", Build.version())
                .register(registry);
    }

    @Override
    public void close() {
        collections.close();
    }
}
