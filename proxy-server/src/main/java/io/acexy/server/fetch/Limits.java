package io.acexy.server.fetch;

import java.time.Duration;

/**
 * How much may come, and for how long it may take.
 *
 * @param packed bytes as they are sent
 * @param unpacked bytes as they are read
 * @param silence the longest wait for a connection, and for each next byte
 * @param total the longest wait for the last byte
 */
public record Limits(long packed, long unpacked, Duration silence, Duration total) {

    /** Checks. */
    public Limits {
        if (packed <= 0 || unpacked <= 0 || silence.isNegative() || silence.isZero() || total.isNegative()) {
            throw new IllegalArgumentException("limits are greater than nothing");
        }
    }

    /** Of one size, packed or not. */
    public static Limits of(long bytes, Duration total) {
        return new Limits(bytes, bytes, Duration.ofSeconds(15), total);
    }
}
