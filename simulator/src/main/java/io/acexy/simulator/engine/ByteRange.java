package io.acexy.simulator.engine;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A run of a file's bytes (RFC 9110, 14.1).
 *
 * @param first its first byte
 * @param end the byte after its last
 */
record ByteRange(long first, long end) {

    /** What was asked for lies outside the file. */
    static final ByteRange NOTHING = new ByteRange(0, 0);

    private static final Pattern SINGLE = Pattern.compile("bytes *= *(\\d*)-(\\d*) *");
    private static final int SAFE_DIGITS = 18;
    private static final long MOST = Long.MAX_VALUE - 1;

    long length() {
        return end - first;
    }

    /** What a header asks for; empty where there is none, or one that is malformed or asks for several ranges. */
    static Optional<ByteRange> of(String header, long length) {
        Matcher asked = SINGLE.matcher(header == null ? "" : header);
        if (!asked.matches() || (asked.group(1).isEmpty() && asked.group(2).isEmpty())) {
            return Optional.empty();
        }
        if (asked.group(1).isEmpty()) {
            long last = Math.min(length, number(asked.group(2)));
            return Optional.of(last == 0 ? NOTHING : new ByteRange(length - last, length));
        }
        long first = number(asked.group(1));
        long last = asked.group(2).isEmpty() ? MOST : number(asked.group(2));
        if (last < first) {
            return Optional.empty();
        }
        return Optional.of(first >= length ? NOTHING : new ByteRange(first, Math.min(length, last + 1)));
    }

    private static long number(String digits) {
        return digits.length() > SAFE_DIGITS ? MOST : Long.parseLong(digits);
    }
}
