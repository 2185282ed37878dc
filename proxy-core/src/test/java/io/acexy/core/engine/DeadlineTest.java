package io.acexy.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.core.Bugs;
import io.acexy.simulator.engine.EngineScript;
import io.acexy.simulator.engine.EngineSimulator;
import io.acexy.testkit.Patience;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.ManualIoEventLoop;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.resolver.DefaultAddressResolverGroup;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.MockTicker;
import io.netty.util.concurrent.Ticker;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What an engine has to answer for, and what this machine has. */
class DeadlineTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final Bugs bugs = new Bugs();
    private final EngineSimulator engine = EngineSimulator.start();
    private final MockTicker ticker = Ticker.newMockTicker();
    private final ManualIoEventLoop loop = new ManualIoEventLoop(null, null, NioIoHandler.newFactory(), ticker);
    private final EngineClient client = new EngineClient(
            new EngineConnector(
                    NioSocketChannel.class, DefaultAddressResolverGroup.INSTANCE, PooledByteBufAllocator.DEFAULT),
            EngineConfig.DEFAULT,
            bugs);

    @AfterEach
    void close() {
        engine.close();
        assertThat(bugs.count()).isZero();
    }

    /** The loop belongs to the thread that turns it. */
    private void closeLoop() {
        loop.shutdownGracefully(0, 0, TimeUnit.SECONDS);
        while (!loop.isTerminated()) {
            ticker.advance(1, TimeUnit.SECONDS);
            turn();
        }
    }

    private int turn() {
        return loop.runNow();
    }

    private Future<EngineCheck> ask() {
        loop.setOwningThread(Thread.currentThread());
        return client.check(loop, Engine.at("127.0.0.1", engine.port()), TIMEOUT);
    }

    @Test
    void aProcessThatWasStoppedForLongerThanTheWholeStillAsksAndIsAnswered() throws Exception {
        Future<EngineCheck> ready = ask();

        ticker.advance(3 * TIMEOUT.toSeconds(), TimeUnit.SECONDS);
        Patience.until(this::turn, done -> ready.isDone());

        assertThat(ready.getNow()).isEqualTo(EngineCheck.READY);
        closeLoop();
    }

    @Test
    void anEngineThatIsSilentWhileTheProcessIsAwakeHasNoMoreThanItsTime() throws Exception {
        engine.setScript(EngineScript.FULL_HANG);
        Future<EngineCheck> ready = ask();
        Patience.until(this::turn, done -> engine.counters().connections() == 1);

        int seconds = 0;
        while (!ready.isDone() && seconds < 60) {
            ticker.advance(1, TimeUnit.SECONDS);
            seconds++;
            turn();
        }

        assertThat(ready.getNow().state()).isEqualTo(EngineCheck.State.NOT_READY);
        // Each of the slices ends in the second in which it is noticed.
        assertThat(seconds).isBetween(5, 8);
        closeLoop();
    }
}
