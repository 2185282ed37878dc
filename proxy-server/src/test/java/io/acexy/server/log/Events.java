package io.acexy.server.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.time.Instant;
import java.util.Map;
import org.slf4j.event.KeyValuePair;

/** Events of a log that nobody else writes to. */
final class Events {

    static final LoggerContext CONTEXT = new LoggerContext();

    private Events() {}

    /** @param facts keys and values in turn */
    static LoggingEvent of(Level level, String message, Object... facts) {
        return of(level, message, null, facts);
    }

    static LoggingEvent of(Level level, String message, Throwable cause, Object... facts) {
        LoggingEvent event = new LoggingEvent("", CONTEXT.getLogger("io.acexy.Stream"), level, message, cause, null);
        event.setMDCPropertyMap(Map.of());
        event.setInstant(Instant.parse("2026-03-01T12:00:05.007Z"));
        event.setThreadName("acexy-loop-1");
        for (int i = 0; i < facts.length; i += 2) {
            event.addKeyValuePair(new KeyValuePair((String) facts[i], facts[i + 1]));
        }
        return event;
    }
}
