package io.acexy.server.log;

import ch.qos.logback.core.Appender;
import io.acexy.server.config.LogConfig;
import io.acexy.server.http.AccessLog;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the access log on a thread of its own. What comes faster than it can be written is lost, and counted: Logback's
 * asynchronous appender loses without a word. Any thread may tell it; closing waits for what is on its way, for a moment.
 */
public final class AccessWriter implements AccessLog {

    private static final Logger LOG = LoggerFactory.getLogger(AccessWriter.class);

    private static final int LONGEST_QUEUE = 8192;
    private static final long CLOSE_MILLIS = 1_000;

    /** Whoever asks more often does not fill the disk the faster. */
    static final int MOST_A_SECOND = 5_000;

    /** What has been told, and nothing, which is the end. */
    private record Entry(Served served, long at) {

        boolean isEnd() {
            return served == null;
        }
    }

    private static final Entry END = new Entry(null, 0);

    private final BlockingQueue<Entry> queue;
    private final AccessLine line;
    private final Appender<String> written;
    private final Clock clock;
    private final AtomicLong lost = new AtomicLong();
    private long second;
    private int linesInSecond;
    private final Thread writer = new Thread(this::write, "acexy-access-log");

    AccessWriter(int longestQueue, AccessLine line, Appender<String> written, Clock clock) {
        this.queue = new ArrayBlockingQueue<>(longestQueue);
        this.line = line;
        this.written = written;
        this.clock = clock;
    }

    /**
     * Opens the access log of a configuration.
     *
     * @return nobody where it wants none
     * @throws IOException when it cannot be written to
     */
    public static AccessLog open(LogConfig config) throws IOException {
        if (!config.logsAccess()) {
            return AccessLog.NONE;
        }
        AccessWriter access = new AccessWriter(
                LONGEST_QUEUE,
                new AccessLine(new Mask(config.masked())),
                AccessFile.open(config.access()),
                Clock.systemUTC());
        access.start();
        return access;
    }

    void start() {
        writer.setDaemon(true);
        writer.start();
    }

    @Override
    public void ended(Served served) {
        if (!queue.offer(new Entry(served, clock.millis()))) {
            lost.incrementAndGet();
        }
    }

    /** How many lines have been lost and not told of yet. */
    long lost() {
        return lost.get();
    }

    private void write() {
        try {
            for (Entry next = queue.take(); !next.isEnd(); next = queue.take()) {
                write(next);
                if (queue.isEmpty()) {
                    tellLost();
                }
            }
            tellLost();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            written.stop();
        }
    }

    private void write(Entry entry) {
        long now = TimeUnit.MILLISECONDS.toSeconds(entry.at);
        linesInSecond = now == second ? linesInSecond + 1 : 1;
        second = now;
        if (linesInSecond > MOST_A_SECOND) {
            lost.incrementAndGet();
            return;
        }
        try {
            written.doAppend(line.of(entry.served, Instant.ofEpochMilli(entry.at)));
        } catch (RuntimeException mistake) {
            LOG.atError().setCause(mistake).log("a request could not be written to the access log");
        }
    }

    private void tellLost() {
        long lines = lost.getAndSet(0);
        if (lines > 0) {
            LOG.atWarn().addKeyValue("lines", lines).log("the access log could not be written as fast as it grew");
        }
    }

    @Override
    public void close() {
        try {
            if (queue.offer(END, CLOSE_MILLIS, TimeUnit.MILLISECONDS)) {
                writer.join(CLOSE_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
