package io.acexy.server.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.core.Bugs;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.concurrent.EventExecutor;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WatchdogTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final EmbeddedChannel first = new EmbeddedChannel();
    private final EmbeddedChannel second = new EmbeddedChannel();
    private final AtomicInteger beats = new AtomicInteger();
    private final Watchdog watchdog = new Watchdog(
            List.<EventExecutor>of(first.eventLoop(), second.eventLoop()),
            PATIENCE,
            beats::incrementAndGet,
            new Bugs());

    WatchdogTest() {
        first.freezeTime();
        second.freezeTime();
    }

    private void turn(EmbeddedChannel... loops) {
        for (EmbeddedChannel loop : loops) {
            loop.runPendingTasks();
            loop.runPendingTasks(); // what the first has caused
        }
    }

    private void halfThePatiencePasses() {
        first.advanceTimeBy(PATIENCE.dividedBy(2).toNanos(), TimeUnit.NANOSECONDS);
    }

    @Test
    void thereAreTwoBeatsInThePatienceWhileAllLoopsTurn() {
        watchdog.start();
        turn(first, second, first);
        assertThat(beats).hasValue(1);
        halfThePatiencePasses();
        turn(first, second, first);
        halfThePatiencePasses();
        turn(first, second, first);
        assertThat(beats).hasValue(3);
    }

    @Test
    void aLoopThatHangsIsNotSpokenForByTheOthers() {
        watchdog.start();
        turn(first, second, first);
        for (int i = 0; i < 5; i++) {
            halfThePatiencePasses();
            turn(first);
        }
        assertThat(beats).hasValue(1);
        turn(second, first);
        assertThat(beats).hasValue(2);
    }

    @Test
    void oneBeatAtATimeIsOnItsWay() {
        watchdog.start();
        halfThePatiencePasses();
        turn(first);
        halfThePatiencePasses();
        turn(first, second);
        assertThat(beats).hasValue(1);
    }
}
