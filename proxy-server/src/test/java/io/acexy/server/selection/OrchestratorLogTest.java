package io.acexy.server.selection;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.acexy.orchestrator.health.Health;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class OrchestratorLogTest {

    private final Logger logger = (Logger) LoggerFactory.getLogger(OrchestratorLog.class);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final OrchestratorLog log = new OrchestratorLog(URI.create("http://orchestrator:8000"));

    @BeforeEach
    void listen() {
        lines.start();
        logger.addAppender(lines);
    }

    @AfterEach
    void listenNoMore() {
        logger.detachAppender(lines);
    }

    private static Health health(boolean reachable) {
        Optional<String> trouble = reachable ? Optional.empty() : Optional.of("failed: CONNECT, Connection refused");
        Health.Reading nothing = new Health.Reading(Optional.empty(), Optional.empty(), 0, Duration.ofSeconds(65));
        return new Health(reachable, trouble, nothing, false, Optional.empty());
    }

    private ILoggingEvent only() {
        assertThat(lines.list).hasSize(1);
        return lines.list.get(0);
    }

    /** It was silent at the start, and said nothing before the orchestrator had come and gone. */
    @Test
    void anOrchestratorThatIsNotThereAtTheStartIsAWarningThatNamesTheSettingAndTheReason() {
        log.seen(health(false));
        assertThat(only().getLevel()).isEqualTo(Level.WARN);
        assertThat(only().getFormattedMessage()).contains("ACEXY_ORCH_URL");
        assertThat(only().getKeyValuePairs().toString())
                .contains("http://orchestrator:8000")
                .contains("Connection refused");
    }

    @Test
    void everyFurtherLookIsSilentUntilSomethingChanges() {
        for (int look = 0; look < 100; look++) {
            log.seen(health(false));
        }
        log.seen(health(true));
        log.seen(health(true));
        log.seen(health(false));
        assertThat(lines.list).extracting(ILoggingEvent::getLevel).containsExactly(Level.WARN, Level.INFO, Level.WARN);
    }

    @Test
    void aRefusedKeyIsAWarningThatNamesTheSettingAndNotTheKey() {
        log.key(Optional.of("403 general_error: invalid token"));
        assertThat(only().getLevel()).isEqualTo(Level.WARN);
        assertThat(only().getFormattedMessage()).contains("ACEXY_ORCH_APIKEY");
        assertThat(only().getKeyValuePairs().toString()).contains("invalid token");
        log.key(Optional.empty());
        assertThat(lines.list).hasSize(2);
    }

    @Test
    void booksThatCannotBeReadAreAWarningForEachReasonAndAgainAfterTheyWereRead() {
        log.books(Optional.of("unsupported: /streams"));
        log.books(Optional.of("unsupported: /streams"));
        assertThat(only().getLevel()).isEqualTo(Level.WARN);
        assertThat(only().getKeyValuePairs().toString()).contains("unsupported: /streams");
        log.books(Optional.of("failed: TIMEOUT"));
        log.books(Optional.empty());
        log.books(Optional.of("failed: TIMEOUT"));
        assertThat(lines.list)
                .extracting(ILoggingEvent::getLevel)
                .containsOnly(Level.WARN)
                .hasSize(3);
    }
}
