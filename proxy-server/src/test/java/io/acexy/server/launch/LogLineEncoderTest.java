package io.acexy.server.launch;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.slf4j.event.KeyValuePair;

class LogLineEncoderTest {

    private final LogLineEncoder encoder = new LogLineEncoder();

    @Test
    void anEventIsOneLineWithItsFactsAsKeys() {
        LoggingEvent event = event(Level.INFO, "stream live");
        event.addKeyValuePair(new KeyValuePair("players", 3));
        event.addKeyValuePair(new KeyValuePair("why", "no \"engine\" free"));
        event.addKeyValuePair(new KeyValuePair("none", null));
        assertThat(encoded(event))
                .isEqualTo("2026-03-01T12:00:05.007Z INFO  Stream: stream live players=3"
                        + " why=\"no \\\"engine\\\" free\" none=null\n");
    }

    @Test
    void levelsTakeTheSameRoom() {
        assertThat(encoded(event(Level.ERROR, "x"))).contains("Z ERROR Stream: x");
        assertThat(encoded(event(Level.WARN, "x"))).contains("Z WARN  Stream: x");
    }

    @Test
    void nothingFromTheNetworkForgesALine() {
        LoggingEvent event = event(Level.INFO, "a\r\nb");
        event.addKeyValuePair(new KeyValuePair("agent", "x\n2026-01-01T00:00:00.000Z ERROR\u001b[31m"));
        assertThat(encoded(event))
                .isEqualTo("2026-03-01T12:00:05.007Z INFO  Stream: a??b"
                        + " agent=\"x?2026-01-01T00:00:00.000Z ERROR?[31m\"\n");
    }

    @Test
    void aStackTraceFollowsItsLine() {
        LoggingEvent event = new LoggingEvent(
                "", new LoggerContext().getLogger("a.Stream"), Level.WARN, "m", new IllegalStateException("why"), null);
        assertThat(encoded(event)).contains("Stream: m\njava.lang.IllegalStateException: why\n\tat ");
    }

    private static LoggingEvent event(Level level, String message) {
        LoggingEvent event =
                new LoggingEvent("", new LoggerContext().getLogger("io.acexy.Stream"), level, message, null, null);
        event.setMDCPropertyMap(Map.of());
        event.setInstant(Instant.parse("2026-03-01T12:00:05.007Z"));
        return event;
    }

    private String encoded(LoggingEvent event) {
        return new String(encoder.encode(event), StandardCharsets.UTF_8);
    }
}
