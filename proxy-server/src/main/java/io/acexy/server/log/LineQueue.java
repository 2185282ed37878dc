package io.acexy.server.log;

import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/**
 * Writes lines on a thread of its own: whoever reads them may stand still, and event loops, which log, must not. What comes while
 * so much waits is lost and counted. Any thread may add; closing waits for what is on its way, for a moment.
 */
final class LineQueue implements AutoCloseable {

    /** So many bytes may wait: minutes of a log, and nothing to a heap. */
    static final int MOST_WAITING = 4 << 20;

    private static final long CLOSE_MILLIS = 1_000;

    /** Nothing to be written: the end. */
    private static final byte[] END = new byte[0];

    private final OutputStream out;
    private final int mostWaiting;
    private final LongConsumer tellLost;
    private final BlockingQueue<byte[]> queue = new LinkedBlockingQueue<>();
    private final AtomicLong waiting = new AtomicLong();
    private final AtomicLong lost = new AtomicLong();
    private final Thread writer = new Thread(this::write, "acexy-log");

    /**
     * Not started yet.
     *
     * @param mostWaiting bytes
     * @param tellLost told on the writer's thread how many lines were lost, when there is room again: it may add one
     */
    LineQueue(OutputStream out, int mostWaiting, LongConsumer tellLost) {
        this.out = out;
        this.mostWaiting = mostWaiting;
        this.tellLost = tellLost;
    }

    void start() {
        writer.setDaemon(true);
        writer.start();
    }

    /** Never waits. */
    void add(byte[] line) {
        if (line.length == 0) {
            return;
        }
        if (waiting.addAndGet(line.length) > mostWaiting) {
            waiting.addAndGet(-line.length);
            lost.incrementAndGet();
        } else {
            queue.add(line);
        }
    }

    /** How many lines have been lost and not told of yet. */
    long lost() {
        return lost.get();
    }

    private void write() {
        try {
            for (byte[] line = queue.take(); line != END; line = queue.take()) {
                write(line);
                if (queue.isEmpty()) {
                    out.flush();
                    told();
                }
            }
            told();
            for (byte[] line = queue.poll(); line != null; line = queue.poll()) {
                write(line);
            }
            out.flush();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException ignored) {
            // Nobody will ever read it: there is no place left where that could be said.
        }
    }

    private void write(byte[] line) throws IOException {
        out.write(line);
        waiting.addAndGet(-line.length);
    }

    private void told() {
        long lines = lost.getAndSet(0);
        if (lines > 0) {
            tellLost.accept(lines);
        }
    }

    @Override
    public void close() {
        queue.add(END);
        try {
            writer.join(CLOSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
