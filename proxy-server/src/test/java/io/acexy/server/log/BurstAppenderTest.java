package io.acexy.server.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BurstAppenderTest {

    private static final long MINUTE = Bursts.WINDOW_NANOS;

    private final ListAppender<ILoggingEvent> written = new ListAppender<>();
    private final Queue<Runnable> timers = new ArrayDeque<>();
    private long now;
    private final BurstAppender log = new BurstAppender(written, () -> now, (task, nanos) -> timers.add(task));

    @BeforeEach
    void start() {
        written.start();
        log.setContext(Events.CONTEXT);
        log.start();
    }

    private void say(int times, Level level, String message, Object... facts) {
        for (int i = 0; i < times; i++) {
            log.doAppend(Events.of(level, message, facts));
        }
    }

    private List<String> written() {
        List<String> lines =
                written.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
        written.list.clear();
        return lines;
    }

    @Test
    void ofEqualLinesTenAMinuteAreWrittenAndTheOthersCounted() {
        say(1000, Level.WARN, "stream failed", "stream", "id=1");
        assertThat(written()).hasSize(Bursts.MOST_EQUAL).containsOnly("stream failed");
        now += MINUTE;
        timers.remove().run();
        assertThat(written.list).hasSize(1);
        ILoggingEvent summary = written.list.get(0);
        assertThat(summary.getLevel()).isEqualTo(Level.WARN);
        assertThat(summary.getFormattedMessage()).isEqualTo("990 more like this");
        assertThat(summary.getKeyValuePairs().toString())
                .contains("like=\"stream failed\"", "more=\"990\"", "within_s=\"60\"");
        assertThat(timers).isEmpty();
    }

    @Test
    void whatDiffersInWhoIsMeantAndInNumbersIsEqual() {
        for (int i = 0; i < 50; i++) {
            say(1, Level.INFO, "request refused", "peer", "10.0.0.1:" + i, "request", "r" + i, "status", i);
        }
        assertThat(written()).hasSize(Bursts.MOST_EQUAL);
    }

    @Test
    void aFloodOfLinesThatDifferIsBoundedByItsMessage() {
        for (int i = 0; i < 10_000; i++) {
            say(1, Level.INFO, "request refused", "path", "/" + i);
        }
        assertThat(written()).hasSize(Bursts.MOST_ALIKE);
        now += MINUTE;
        timers.remove().run();
        assertThat(written()).containsExactly((10_000 - Bursts.MOST_ALIKE) + " more like this");
    }

    @Test
    void aFloodOfMessagesThatDifferIsBoundedToo() {
        for (int i = 0; i < 10_000; i++) {
            say(1, Level.INFO, "message " + i);
        }
        assertThat(written()).hasSizeLessThan(1024 + Bursts.MOST_ALIKE);
    }

    @Test
    void afterAMinuteItMayBeSaidAgain() {
        say(20, Level.INFO, "x");
        now += MINUTE;
        written.list.clear();
        say(1, Level.INFO, "x");
        assertThat(written()).containsExactly("10 more like this", "x");
    }

    @Test
    void oneBurstSilencesNoOtherLine() {
        say(1000, Level.INFO, "x");
        written.list.clear();
        say(1, Level.INFO, "y");
        assertThat(written()).containsExactly("y");
    }

    @Test
    void whoAsksForDebugSeesSinglePlayers() {
        say(Bursts.MOST_EQUAL * Bursts.TIMES_FOR_DEBUG + 5, Level.DEBUG, "player left");
        assertThat(written()).hasSize(Bursts.MOST_EQUAL * Bursts.TIMES_FOR_DEBUG);
    }

    @Test
    void whatWasLeftOutIsToldAtTheEndAndALogWithoutBurstsHasNoTimer() {
        say(5, Level.INFO, "x");
        assertThat(timers).isEmpty();
        say(6, Level.INFO, "x");
        written.list.clear();
        log.stop();
        assertThat(written()).containsExactly("1 more like this");
    }

    @Test
    void aTimerThatComesBeforeTheEndOfABurstLooksAgain() {
        say(1, Level.INFO, "x");
        now += MINUTE - 1;
        say(20, Level.INFO, "y");
        written.list.clear();
        now += 1;
        timers.remove().run();
        assertThat(written()).isEmpty();
        now += MINUTE;
        timers.remove().run();
        assertThat(written()).containsExactly("10 more like this");
    }
}
