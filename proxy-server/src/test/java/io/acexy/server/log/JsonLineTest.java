package io.acexy.server.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.LoggingEvent;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonLineTest {

    private final JsonLine encoder = new JsonLine(Mask.SECRETS);

    @Test
    void anEventIsOneObjectWhoseFactsAreMembersWithTheirTypes() throws IOException {
        LoggingEvent event = Events.of(
                Level.INFO,
                "stream live",
                "players",
                3,
                "took_ms",
                7L,
                "healthy",
                true,
                "why",
                "a \"b\"\n",
                "none",
                null);
        assertThat(read(event))
                .containsEntry("timestamp", "2026-03-01T12:00:05.007Z")
                .containsEntry("level", "INFO")
                .containsEntry("logger", "io.acexy.Stream")
                .containsEntry("thread", "acexy-loop-1")
                .containsEntry("message", "stream live")
                .containsEntry("players", 3L)
                .containsEntry("took_ms", 7L)
                .containsEntry("healthy", true)
                .containsEntry("why", "a \"b\"\n")
                .containsEntry("none", null)
                .hasSize(10);
    }

    @Test
    void aStackTraceIsAMemberAndNothingIsASecondLine() throws IOException {
        LoggingEvent event = Events.of(Level.ERROR, "m", new IllegalStateException("why\nforged"));
        assertThat(read(event).get("stack_trace").toString())
                .startsWith("java.lang.IllegalStateException: why\nforged")
                .contains("\tat io.acexy");
    }

    @Test
    void whatALibraryPutsIntoTheContextIsThereToo() throws IOException {
        LoggingEvent event = new LoggingEvent();
        event.setLoggerContext(Events.CONTEXT);
        event.setLoggerName("x");
        event.setThreadName("t");
        event.setLevel(Level.INFO);
        event.setMessage("m");
        event.setMDCPropertyMap(Map.of("trace", "7"));
        assertThat(read(event)).containsEntry("trace", "7");
    }

    @Test
    void noNameStandsTwice() throws IOException {
        assertThat(read(Events.of(Level.INFO, "m", "level", "debug", "a", "1", "a", "2")))
                .containsEntry("level", "INFO")
                .containsEntry("level_", "debug")
                .containsEntry("a", "1")
                .containsEntry("a_", "2");
    }

    @Test
    void inPrivateIdsAreShortAndPlayersAreNetworks() throws IOException {
        LoggingEvent event = Events.of(Level.INFO, "of " + "a".repeat(40), "peer", "[2001:db8:1:2::3]:80");
        assertThat(read(new JsonLine(new Mask(true)), event))
                .containsEntry("message", "of aaaaaaaa")
                .containsEntry("peer", "[2001:db8:1::]:80");
    }

    private Map<String, Object> read(LoggingEvent event) throws IOException {
        return read(encoder, event);
    }

    private static Map<String, Object> read(JsonLine encoder, LoggingEvent event) throws IOException {
        String line = new String(encoder.encode(event), StandardCharsets.UTF_8);
        assertThat(line).endsWith("}\n").hasLineCount(1);
        Map<String, Object> members = new LinkedHashMap<>();
        try (JsonParser json = new JsonFactory().createParser(line)) {
            assertThat(json.nextToken()).isEqualTo(JsonToken.START_OBJECT);
            while (json.nextToken() != JsonToken.END_OBJECT) {
                String name = json.currentName();
                Object value =
                        switch (json.nextToken()) {
                            case VALUE_NUMBER_INT -> json.getLongValue();
                            case VALUE_TRUE, VALUE_FALSE -> json.getBooleanValue();
                            case VALUE_NULL -> null;
                            default -> json.getText();
                        };
                assertThat(members).doesNotContainKey(name);
                members.put(name, value);
            }
        }
        return members;
    }
}
