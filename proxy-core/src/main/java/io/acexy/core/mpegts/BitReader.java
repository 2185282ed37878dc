package io.acexy.core.mpegts;

/**
 * Reads the bits of a unit of video, without the bytes that are put between them so that no start code comes about (ITU-T H.264,
 * 7.3.1). Behind the end there are zeros, and {@link #isOver} says that it has been passed.
 */
final class BitReader {

    private static final int LONGEST_GOLOMB = 20;

    private final byte[] unit;
    private int at;
    private int bit;
    private int zeros;
    private boolean over;

    /** @param from the first byte */
    BitReader(byte[] unit, int from) {
        this.unit = unit;
        this.at = from;
    }

    /** Whether more has been read than there is, or what is no number. */
    boolean isOver() {
        return over;
    }

    /** The next bits, 24 at most. */
    int read(int count) {
        int value = 0;
        for (int i = 0; i < count; i++) {
            value = value << 1 | next();
        }
        return value;
    }

    void skip(int count) {
        for (int i = 0; i < count; i++) {
            next();
        }
    }

    /** An unsigned number of variable length (ITU-T H.264, 9.1). */
    int golomb() {
        int length = 0;
        while (next() == 0) {
            if (++length > LONGEST_GOLOMB) {
                over = true;
                return 0;
            }
        }
        return (1 << length) - 1 + read(length);
    }

    /** The same with a sign (9.1.1). */
    int signedGolomb() {
        int code = golomb();
        return (code & 1) == 1 ? (code + 1) / 2 : -(code / 2);
    }

    private int next() {
        if (at >= unit.length) {
            over = true;
            return 0;
        }
        int value = (unit[at] >> (7 - bit)) & 1;
        if (++bit == 8) {
            bit = 0;
            zeros = unit[at] == 0 ? zeros + 1 : 0;
            at++;
            if (zeros >= 2 && at < unit.length && unit[at] == 3) {
                at++;
                zeros = 0;
            }
        }
        return value;
    }
}
