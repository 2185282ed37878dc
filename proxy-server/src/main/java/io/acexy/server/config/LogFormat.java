package io.acexy.server.config;

/** How a line of the log is written. */
public enum LogFormat {
    /** For people: time, level, message, {@code key=value}. */
    TEXT,
    /** For programs: one JSON object a line. */
    JSON
}
