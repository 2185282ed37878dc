package io.acexy.core.derived;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The last lines of what a program says to its standard error, a few and not too long ones. One thread reads, any asks. */
final class LastWords {

    private static final int LINES = 10;
    private static final int LONGEST = 200;

    private final Deque<String> lines = new ArrayDeque<>(LINES);
    private final CountDownLatch ended = new CountDownLatch(1);

    /** Reads all that comes, until its end. Progress that is written over itself counts as lines. */
    void readFrom(InputStream errors) {
        StringBuilder line = new StringBuilder(LONGEST);
        byte[] piece = new byte[1024];
        try (errors) {
            for (int count = errors.read(piece); count >= 0; count = errors.read(piece)) {
                String text = new String(piece, 0, count, StandardCharsets.US_ASCII);
                text.chars().forEach(c -> add(line, (char) c));
            }
        } catch (IOException gone) {
            // As an end.
        }
        add(line, '\n');
        ended.countDown();
    }

    private void add(StringBuilder line, char c) {
        if (c == '\n' || c == '\r') {
            keep(line.toString().strip());
            line.setLength(0);
        } else if (line.length() < LONGEST) {
            line.append(Character.isISOControl(c) ? ' ' : c);
        }
    }

    private synchronized void keep(String line) {
        if (line.isEmpty()) {
            return;
        }
        if (lines.size() == LINES) {
            lines.removeFirst();
        }
        lines.addLast(line);
    }

    void awaitEnd(long time, TimeUnit unit) throws InterruptedException {
        ended.await(time, unit);
    }

    /** As one line, the last at the end; empty when it has said nothing. */
    @Override
    public synchronized String toString() {
        return String.join(" | ", lines);
    }
}
