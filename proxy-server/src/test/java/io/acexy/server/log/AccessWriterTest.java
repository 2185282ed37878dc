package io.acexy.server.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.core.AppenderBase;
import ch.qos.logback.core.read.ListAppender;
import io.acexy.server.config.LogConfig;
import io.acexy.server.config.LogFormat;
import io.acexy.server.config.LogLevel;
import io.acexy.server.http.AccessLog;
import io.acexy.server.http.Trail;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccessWriterTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-26T12:00:07Z"), ZoneOffset.UTC);

    private static AccessLog.Served served() {
        Trail trail = new Trail("r", new Trail.Asked(null, "GET", "/", "HTTP/1.0", "", ""));
        return new AccessLog.Served(trail, 200, 0, "complete", Duration.ZERO);
    }

    private static AccessWriter writer(int queue, AppenderBase<String> written) {
        written.start();
        return new AccessWriter(queue, new AccessLine(Mask.SECRETS), written, CLOCK);
    }

    @Test
    void whatDoesNotFitIsLostAndCountedAndNobodyWaits() throws Exception {
        CountDownLatch disk = new CountDownLatch(1);
        CountDownLatch stuck = new CountDownLatch(1);
        ListAppender<String> written = new ListAppender<>() {
            @Override
            protected void append(String line) {
                stuck.countDown();
                try {
                    disk.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                super.append(line);
            }
        };
        AccessWriter log = writer(4, written);
        log.start();
        log.ended(served());
        stuck.await();
        for (int i = 0; i < 10; i++) {
            log.ended(served());
        }
        assertThat(log.lost()).isEqualTo(6);
        disk.countDown();
        log.close();
        assertThat(written.list).hasSize(5);
        assertThat(log.lost()).isZero();
    }

    @Test
    void nobodyFillsTheDiskTheFasterTheMoreHeAsks() {
        ListAppender<String> written = new ListAppender<>();
        AccessWriter log = writer(2 * AccessWriter.MOST_A_SECOND + 1, written);
        for (int i = 0; i < 2 * AccessWriter.MOST_A_SECOND; i++) {
            log.ended(served());
        }
        log.start();
        log.close();
        assertThat(written.list).hasSize(AccessWriter.MOST_A_SECOND);
    }

    @Test
    void linesGoToTheFileThatIsNamedBehindWhatItHas(@TempDir Path dir) throws Exception {
        Path file = dir.resolve("access.log");
        Files.writeString(file, "before\n");
        try (AccessWriter log = (AccessWriter) AccessWriter.open(config(file))) {
            log.ended(served());
        }
        assertThat(Files.readAllLines(file)).hasSize(2).first().isEqualTo("before");
        assertThat(Files.readAllLines(file)).last().asString().contains("\"GET / HTTP/1.0\" 200 0");
    }

    @Test
    void aFileThatCannotBeWrittenIsToldAtTheStart(@TempDir Path dir) {
        assertThatThrownBy(() -> AccessWriter.open(config(dir)))
                .hasMessageContaining("acexy.log.access")
                .hasMessageContaining(dir.toString());
    }

    @Test
    void withoutAPlaceThereIsNoLog() throws Exception {
        assertThat(AccessWriter.open(config(Path.of("")))).isSameAs(AccessLog.NONE);
    }

    private static LogConfig config(Path access) {
        return new LogConfig(LogLevel.INFO, LogFormat.TEXT, false, access);
    }
}
