package io.acexy.orchestrator.time;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class LoopTaskTest {

    private final Logger log = (Logger) LoggerFactory.getLogger(LoopTask.class);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    @BeforeEach
    void listen() {
        lines.start();
        log.setLevel(Level.ERROR);
        log.addAppender(lines);
    }

    @AfterEach
    void stopListening() {
        log.detachAppender(lines);
        log.setLevel(null);
    }

    @Test
    void aTimerThatThrowsIsInTheLogWithItsNameAndItsStack() {
        EmbeddedChannel channel = new EmbeddedChannel();
        channel.freezeTime();
        AssertionError mistake = new AssertionError("a state that cannot be");
        channel.eventLoop()
                .schedule(
                        new LoopTask("delivery of events", () -> {
                            throw mistake;
                        }),
                        1,
                        TimeUnit.SECONDS);

        channel.advanceTimeBy(1, TimeUnit.SECONDS);
        channel.runScheduledPendingTasks();

        assertThat(lines.list).singleElement().satisfies(line -> {
            assertThat(line.getLevel()).isEqualTo(Level.ERROR);
            assertThat(line.getThrowableProxy().getMessage()).isEqualTo(mistake.getMessage());
            assertThat(line.getKeyValuePairs()).extracting(pair -> pair.value).containsExactly("delivery of events");
        });
        channel.close();
    }
}
