package io.acexy.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.core.Bugs;
import io.acexy.server.config.MetricsConfig;
import io.acexy.testkit.Patience;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.SingleThreadEventExecutor;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every event loop stands still. */
class BlockedLoopsTest {

    private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(2, NioIoHandler.newFactory());
    private final CountDownLatch blocked = new CountDownLatch(2);
    private final CountDownLatch mayGoOn = new CountDownLatch(1);
    private final Board board = new Board(new MetricsConfig(true, false), new Bugs());

    @BeforeEach
    void block() throws InterruptedException {
        board.measure(loops);
        for (EventExecutor loop : loops) {
            loop.execute(() -> {
                blocked.countDown();
                try {
                    mayGoOn.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
        }
        assertThat(blocked.await(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }

    @AfterEach
    void close() {
        mayGoOn.countDown();
        board.close();
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }

    private int waitingTasks() {
        int tasks = 0;
        for (EventExecutor loop : loops) {
            tasks += ((SingleThreadEventExecutor) loop).pendingTasks();
        }
        return tasks;
    }

    @Test
    void aScrapeAsksNothingOfThem() {
        int before = waitingTasks();
        assertThat(Scrape.of(board).value("acexy_loops")).isEqualTo(2);
        assertThat(waitingTasks()).isEqualTo(before);
    }

    @Test
    void thatTheyAreLateIsSeenWhileTheyAreAndCountedAfterwards() {
        double late = Patience.until(() -> Scrape.of(board).value("acexy_loop_overdue_seconds"), so -> so > 0.3);
        assertThat(Scrape.of(board).value("acexy_loop_delay_seconds_count")).isZero();
        mayGoOn.countDown();
        Scrape after =
                Patience.until(() -> Scrape.of(board), scrape -> scrape.value("acexy_loop_delay_seconds_count") >= 2);
        assertThat(after.value("acexy_loop_delay_seconds_max")).isGreaterThanOrEqualTo(late);
    }
}
