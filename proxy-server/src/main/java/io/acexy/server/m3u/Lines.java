package io.acexy.server.m3u;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * The lines of a playlist, one after the other, each with its very bytes. A line ends with LF, CR LF or CR. Holds one line and a
 * piece of what follows. One thread.
 */
final class Lines {

    /** Pictures are written into attributes now and then. */
    static final int LONGEST = 1024 * 1024;

    private static final int PIECE = 16 * 1024;

    private final InputStream in;
    private byte[] buffer = new byte[PIECE];
    private int start;
    private int end;
    private int behind;
    private int limit;
    private boolean ended;
    private Coding coding;

    Lines(InputStream in) {
        this.in = in;
    }

    /**
     * Goes to the next line.
     *
     * @return whether there is one
     * @throws IOException what the stream throws, and where a line is longer than any of a playlist
     */
    boolean next() throws IOException {
        if (coding == null) {
            begin();
        }
        start = behind;
        int width = coding.width();
        for (int length = 0; has(length); length += width) {
            int unit = coding.unit(buffer, start + length);
            if (unit == '\n') {
                return line(length, length + width);
            }
            if (unit == '\r') {
                int next = length + width;
                boolean pair = has(next) && coding.unit(buffer, start + next) == '\n';
                return line(length, pair ? next + width : next);
            }
        }
        int rest = limit - start;
        return rest > 0 && line(rest, rest);
    }

    private void begin() throws IOException {
        while (limit < 2 && !ended) {
            more();
        }
        coding = Coding.of(buffer, limit);
    }

    private boolean line(int text, int whole) {
        end = start + text;
        behind = start + whole;
        return true;
    }

    /** Whether there is a unit so far behind the line's beginning. */
    private boolean has(int offset) throws IOException {
        while (start + offset + coding.width() > limit && !ended) {
            more();
        }
        return start + offset + coding.width() <= limit;
    }

    private void more() throws IOException {
        limit -= start;
        System.arraycopy(buffer, start, buffer, 0, limit);
        start = 0;
        if (limit > LONGEST) {
            throw new IOException("a line is longer than " + LONGEST + " bytes");
        }
        if (limit == buffer.length) {
            buffer = Arrays.copyOf(buffer, buffer.length * 2);
        }
        int read = in.read(buffer, limit, buffer.length - limit);
        ended = read < 0;
        limit += Math.max(0, read);
    }

    Coding coding() {
        return coding;
    }

    byte[] bytes() {
        return buffer;
    }

    /** Where the line begins in {@link #bytes}. */
    int start() {
        return start;
    }

    /** Where its text ends. */
    int end() {
        return end;
    }

    /** Where the next line begins. */
    int behind() {
        return behind;
    }

    /** Its raw text, without its end. */
    String raw() {
        return coding.raw(buffer, start, end);
    }

    /** Whether it is neither blank nor a comment, so that it is an address or a path. */
    boolean isPlace() {
        for (int at = start; at + coding.width() <= end; at += coding.width()) {
            int unit = coding.unit(buffer, at);
            if (unit != ' ' && unit != '\t') {
                return unit != '#';
            }
        }
        return false;
    }
}
