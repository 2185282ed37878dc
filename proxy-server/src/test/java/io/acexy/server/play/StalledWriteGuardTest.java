package io.acexy.server.play;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.core.Bugs;
import io.acexy.server.http.Connection;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is written and not flushed stands for what the other end does not accept. */
class StalledWriteGuardTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(8);

    private final Bugs bugs = new Bugs();
    private EmbeddedChannel channel;
    private Connection connection;
    private StalledWriteGuard guard;

    @BeforeEach
    void open() {
        channel = new EmbeddedChannel();
        channel.freezeTime();
        connection = new Connection(channel, bugs);
        guard = new StalledWriteGuard(connection, TIMEOUT, channel::close);
        guard.start();
    }

    @AfterEach
    void close() {
        channel.finishAndReleaseAll();
    }

    private void pass(int seconds) {
        for (int i = 0; i < seconds; i++) {
            channel.advanceTimeBy(1, TimeUnit.SECONDS);
            channel.runScheduledPendingTasks();
        }
    }

    private void offer() {
        channel.write(Unpooled.wrappedBuffer(new byte[100]));
    }

    @Test
    void aConnectionWithNothingToSendMayBeSilentForEver() {
        pass(1_000);
        assertThat(channel.isOpen()).isTrue();
    }

    @Test
    void aConnectionThatAcceptsNothingIsClosedAfterTheTimeoutAndAtMostOneLookMore() {
        offer();
        pass(8);
        assertThat(channel.isOpen()).isTrue();
        pass(1);
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void oneThatAcceptsSomethingInTimeStaysOpen() {
        for (int i = 0; i < 10; i++) {
            offer();
            pass(8);
            channel.flush();
            pass(1);
        }
        assertThat(channel.isOpen()).isTrue();
    }

    @Test
    void aGuardThatThrowsIsReportedAndEndsItsConnection() {
        new StalledWriteGuard(connection, TIMEOUT, () -> {
                    throw new IllegalStateException("a deliberate mistake");
                })
                .start();
        guard.stop();
        offer();
        pass(9);
        assertThat(bugs.count()).isEqualTo(1);
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void aStoppedGuardClosesNothing() {
        offer();
        guard.stop();
        pass(100);
        assertThat(channel.isOpen()).isTrue();
    }

    @Test
    void aGuardThatWasNeverStartedMayBeStopped() {
        new StalledWriteGuard(connection, TIMEOUT, channel::close).stop();
        assertThat(channel.isOpen()).isTrue();
    }
}
