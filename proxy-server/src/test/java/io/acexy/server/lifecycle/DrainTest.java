package io.acexy.server.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.core.Bugs;
import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class DrainTest {

    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final EmbeddedChannel loop = new EmbeddedChannel();
    private final AtomicInteger players = new AtomicInteger(2);
    private final AtomicInteger words = new AtomicInteger();
    private final Bugs bugs = new Bugs();

    DrainTest() {
        loop.freezeTime();
    }

    private Drain drain(Duration longest) {
        return new Drain(() -> longest, players::get, words::incrementAndGet, loop.eventLoop(), bugs);
    }

    private void begin(Drain drain) {
        drain.begin();
        loop.runPendingTasks();
    }

    private void pass(Duration time) {
        loop.advanceTimeBy(time.toNanos(), TimeUnit.NANOSECONDS);
        loop.runPendingTasks();
    }

    @Test
    void itIsOverWhenTheLastPlayerHasGone() {
        Drain drain = drain(LONGEST);
        begin(drain);
        pass(Duration.ofMinutes(1));
        players.set(1);
        pass(Duration.ofMinutes(1));
        assertThat(drain.over().isDone()).isFalse();
        players.set(0);
        pass(Drain.LOOK);
        assertThat(drain.over().isSuccess()).isTrue();
    }

    @Test
    void itIsOverWhenItsTimeIsWhoeverStillPlays() {
        Drain drain = drain(LONGEST);
        begin(drain);
        pass(LONGEST.minusMillis(1));
        assertThat(drain.over().isDone()).isFalse();
        pass(Drain.LOOK);
        assertThat(drain.over().isSuccess()).isTrue();
    }

    @Test
    void aSecondWishDoesNotMakeItLonger() {
        Drain drain = drain(LONGEST);
        begin(drain);
        pass(LONGEST.minusSeconds(1));
        begin(drain);
        pass(Duration.ofSeconds(2));
        assertThat(drain.over().isSuccess()).isTrue();
    }

    @Test
    void withoutTimeItIsOverAtOnce() {
        Drain drain = drain(Duration.ZERO);
        begin(drain);
        pass(Duration.ZERO);
        assertThat(drain.over().isSuccess()).isTrue();
    }

    @Test
    void untilItIsBegunItIsNotOverThoughNobodyPlays() {
        players.set(0);
        Drain drain = drain(LONGEST);
        pass(LONGEST.multipliedBy(2));
        assertThat(drain.over().isDone()).isFalse();
    }

    @Test
    void whoStillPlaysIsToldOnceALittleBeforeItsTimeIsOver() {
        Drain drain = drain(LONGEST);
        begin(drain);
        pass(LONGEST.minus(Drain.LAST_WORDS).minusMillis(1));
        assertThat(words).hasValue(0);
        pass(Drain.LOOK);
        assertThat(words).hasValue(1);
        pass(Drain.LAST_WORDS);
        assertThat(words).hasValue(1);
        assertThat(drain.over().isSuccess()).isTrue();
    }

    @Test
    void whereNobodyPlaysThereIsNobodyToBeTold() {
        players.set(0);
        begin(drain(Drain.LAST_WORDS));
        assertThat(words).hasValue(0);
    }
}
