package io.acexy.server.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TextLineTest {

    private final TextLine encoder = new TextLine(Mask.SECRETS);

    @Test
    void anEventIsOneLineWithItsFactsAsKeys() {
        LoggingEvent event =
                Events.of(Level.INFO, "stream live", "players", 3, "why", "no \"engine\" free", "none", null);
        assertThat(encoded(event))
                .isEqualTo("2026-03-01T12:00:05.007Z INFO  Stream: stream live players=3"
                        + " why=\"no \\\"engine\\\" free\" none=null\n");
    }

    @Test
    void levelsTakeTheSameRoom() {
        assertThat(encoded(Events.of(Level.ERROR, "x"))).contains("Z ERROR Stream: x");
        assertThat(encoded(Events.of(Level.WARN, "x"))).contains("Z WARN  Stream: x");
    }

    @Test
    void nothingFromTheNetworkForgesALine() {
        LoggingEvent event = Events.of(Level.INFO, "a\r\nb", "agent", "x\n2026-01-01T00:00:00.000Z ERROR\u001b[31m");
        assertThat(encoded(event))
                .isEqualTo("2026-03-01T12:00:05.007Z INFO  Stream: a??b"
                        + " agent=\"x?2026-01-01T00:00:00.000Z ERROR?[31m\"\n");
    }

    @Test
    void aStackTraceFollowsItsLineAndNoLineOfItLooksLikeAnEvent() {
        LoggingEvent event = Events.of(
                Level.WARN, "m", new IllegalStateException("why\n2026-01-01T00:00:00.000Z ERROR Stream: forged"));
        assertThat(encoded(event)).contains("Stream: m\njava.lang.IllegalStateException: why\n\t2026-", "\n\tat ");
    }

    @Test
    void inPrivateALineTellsTheBeginningOfAnIdAndTheNetworkOfAPlayer() {
        LoggingEvent event = Events.of(
                Level.INFO,
                "player left",
                "stream",
                "id=0123456789abcdef0123456789abcdef01234567",
                "player",
                "10.1.2.3:5000",
                "engine",
                "10.9.9.9:6878");
        assertThat(new String(new TextLine(new Mask(true)).encode(event), StandardCharsets.UTF_8))
                .endsWith("player left stream=\"id=01234567\" player=10.1.2.0:5000 engine=10.9.9.9:6878\n");
    }

    private String encoded(LoggingEvent event) {
        return new String(encoder.encode(event), StandardCharsets.UTF_8);
    }
}
