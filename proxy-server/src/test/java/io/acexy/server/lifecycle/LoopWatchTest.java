package io.acexy.server.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.MockTicker;
import io.netty.util.concurrent.Ticker;
import java.util.List;
import org.junit.jupiter.api.Test;

class LoopWatchTest {

    private final EmbeddedChannel first = new EmbeddedChannel();
    private final EmbeddedChannel second = new EmbeddedChannel();
    private final MockTicker ticker = Ticker.newMockTicker();
    private final LoopWatch watch =
            new LoopWatch(List.<EventExecutor>of(first.eventLoop(), second.eventLoop()), ticker);

    private void passes(long seconds) {
        ticker.advanceMillis(seconds * 1000);
    }

    @Test
    void aLoopThatDoesWhatItIsGivenIsWellHoweverSeldomSomebodyLooks() {
        for (int i = 0; i < 5; i++) {
            assertThat(watch.stuck()).isEmpty();
            first.runPendingTasks();
            second.runPendingTasks();
            passes(3600);
        }
    }

    @Test
    void aLoopThatDoesNothingForTenSecondsStandsStillUntilItTurnsAgain() {
        watch.stuck();
        first.runPendingTasks();
        passes(9);
        assertThat(watch.stuck()).isEmpty();
        first.runPendingTasks();
        passes(1);
        assertThat(watch.stuck()).containsExactly("event loop 2 has not turned for 10 s");
        second.runPendingTasks();
        assertThat(watch.stuck()).isEmpty();
    }
}
