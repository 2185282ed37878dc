package io.acexy.server.config;

/** The least severe line that is logged; names as in Go's {@code slog}. */
public enum LogLevel {
    DEBUG,
    INFO,
    WARN,
    ERROR
}
