package io.acexy.core.mpegts;

import io.netty.buffer.ByteBuf;

/** The header of a PES packet (ISO/IEC 13818-1, 2.4.3.6), which may lie across transport packets. */
final class PesHeader {

    private static final int FIXED = 9;
    private static final int TIMESTAMP = 5;

    /** The part with the time stamps; what follows it is skipped. */
    private final byte[] bytes = new byte[FIXED + 2 * TIMESTAMP];

    private int position;
    private int length;
    private boolean broken;

    /** The next bytes begin a PES packet. */
    void begin() {
        position = 0;
        length = FIXED;
        broken = false;
    }

    /** Reads on between {@code from} and {@code to}; returns where the payload begins, {@code to} if not before it. */
    int read(ByteBuf buffer, int from, int to) {
        int at = broken ? to : from;
        while (at < to && position < length) {
            int taken = Math.min(length - position, to - at);
            int kept = Math.min(taken, bytes.length - position);
            if (kept > 0) {
                buffer.getBytes(at, bytes, position, kept);
            }
            position += taken;
            at += taken;
            if (position == FIXED) {
                if (!isPes()) {
                    broken = true;
                    return to;
                }
                length = FIXED + (bytes[FIXED - 1] & 0xFF);
            }
        }
        return at;
    }

    boolean isComplete() {
        return !broken && position >= FIXED && position == length;
    }

    /** The decoding time stamp, which is the presentation time stamp where only that is given; in 90 kHz, -1 without. */
    long dts() {
        boolean hasPts = (bytes[7] & 0x80) != 0 && length >= FIXED + TIMESTAMP;
        boolean hasDts = hasPts && (bytes[7] & 0x40) != 0 && length >= FIXED + 2 * TIMESTAMP;
        if (!hasPts) {
            return -1;
        }
        return timestamp(hasDts ? FIXED + TIMESTAMP : FIXED);
    }

    /** The presentation time stamp in 90 kHz, -1 without. */
    long pts() {
        return (bytes[7] & 0x80) != 0 && length >= FIXED + TIMESTAMP ? timestamp(FIXED) : -1;
    }

    /** Whether the payload is scrambled at this level. */
    boolean isScrambled() {
        return (bytes[6] & 0x30) != 0;
    }

    private boolean isPes() {
        return bytes[0] == 0 && bytes[1] == 0 && bytes[2] == 1 && (bytes[6] & 0xC0) == 0x80;
    }

    /** 33 bits in three parts, each followed by a marker bit. */
    private long timestamp(int at) {
        int high = bytes[at] >>> 1 & 0x07;
        int middle = (bytes[at + 1] & 0xFF) << 7 | (bytes[at + 2] & 0xFF) >>> 1;
        int low = (bytes[at + 3] & 0xFF) << 7 | (bytes[at + 4] & 0xFF) >>> 1;
        return (long) high << 30 | middle << 15 | low;
    }
}
