package io.acexy.orchestrator;

import io.acexy.orchestrator.time.Clockwork;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.concurrent.MockTicker;
import io.netty.util.concurrent.Ticker;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;

/** An event loop whose time stands still until a test moves it, and whose chance is always the middle. */
public final class VirtualTime {

    public final MockTicker ticker = Ticker.newMockTicker();
    private final EmbeddedChannel channel =
            EmbeddedChannel.builder().ticker(ticker).build();

    public Clockwork clockwork() {
        return new Clockwork(
                channel.eventLoop(), ticker, InstantSource.fixed(Instant.parse("2026-01-01T00:00:00Z")), () -> 0.5);
    }

    public void run() {
        channel.runPendingTasks();
    }

    public void advance(Duration time) {
        ticker.advance(time.toNanos(), TimeUnit.NANOSECONDS);
        run();
    }
}
