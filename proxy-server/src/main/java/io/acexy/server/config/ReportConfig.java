package io.acexy.server.config;

import io.acexy.server.settings.Resolution;

/** What is told to those who run the proxy. */
public record ReportConfig(LogConfig log, MetricsConfig metrics) {

    static ReportConfig of(Resolution settings) {
        return new ReportConfig(LogConfig.of(settings), MetricsConfig.of(settings));
    }
}
