package io.acexy.simulator.media;

/**
 * Reads and writes single fields of MPEG-TS packets (ISO/IEC 13818-1, 2.4.3) in a byte array. Every method takes the offset
 * of the packet's sync byte; none checks that the packet is whole, the caller has done so.
 */
final class TsFields {

    static final int PACKET = 188;
    static final byte SYNC = 0x47;
    static final int PAT_PID = 0;
    static final int NULL_PID = 0x1FFF;

    /** PTS and DTS count 90 kHz in 33 bits; PCR counts 27 MHz in a 33-bit base of 300 ticks each. */
    static final long PTS_WRAP = 1L << 33;

    static final int PCR_TICKS_PER_PTS_TICK = 300;
    static final long PCR_WRAP = PTS_WRAP * PCR_TICKS_PER_PTS_TICK;
    static final long PCR_HZ = 27_000_000;

    static final int FLAG_DISCONTINUITY = 0x80;
    static final int FLAG_RANDOM_ACCESS = 0x40;
    static final int FLAG_PCR = 0x10;
    static final int FLAG_OPCR = 0x08;

    private TsFields() {}

    static int pid(byte[] b, int at) {
        return (b[at + 1] & 0x1F) << 8 | (b[at + 2] & 0xFF);
    }

    static boolean startsUnit(byte[] b, int at) {
        return (b[at + 1] & 0x40) != 0;
    }

    static boolean hasAdaptation(byte[] b, int at) {
        return (b[at + 3] & 0x20) != 0;
    }

    static boolean hasPayload(byte[] b, int at) {
        return (b[at + 3] & 0x10) != 0;
    }

    /** Flags of the adaptation field, or 0 where there is none. */
    static int adaptationFlags(byte[] b, int at) {
        return hasAdaptation(b, at) && b[at + 4] != 0 ? b[at + 5] & 0xFF : 0;
    }

    static boolean hasPcr(byte[] b, int at) {
        return (adaptationFlags(b, at) & FLAG_PCR) != 0 && (b[at + 4] & 0xFF) >= 7;
    }

    /** Offset of the OPCR from the sync byte, or 0 where there is none. */
    static int opcrOffset(byte[] b, int at) {
        int flags = adaptationFlags(b, at);
        int offset = (flags & FLAG_PCR) != 0 ? 12 : 6;
        boolean present = (flags & FLAG_OPCR) != 0 && (b[at + 4] & 0xFF) + 5 >= offset + 6;
        return present ? offset : 0;
    }

    /** Offset of the payload from the sync byte; {@link #PACKET} where there is none. */
    static int payloadOffset(byte[] b, int at) {
        if (!hasPayload(b, at)) {
            return PACKET;
        }
        return hasAdaptation(b, at) ? Math.min(PACKET, 5 + (b[at + 4] & 0xFF)) : 4;
    }

    static long readPcr(byte[] b, int field) {
        long base = (b[field] & 0xFFL) << 25
                | (b[field + 1] & 0xFFL) << 17
                | (b[field + 2] & 0xFFL) << 9
                | (b[field + 3] & 0xFFL) << 1
                | (b[field + 4] & 0x80L) >> 7;
        int extension = (b[field + 4] & 1) << 8 | (b[field + 5] & 0xFF);
        return base * PCR_TICKS_PER_PTS_TICK + extension;
    }

    /** Writes 42 bits of PCR and sets the six reserved bits between them. */
    static void writePcr(byte[] b, int field, long pcr) {
        long base = pcr / PCR_TICKS_PER_PTS_TICK;
        int extension = (int) (pcr % PCR_TICKS_PER_PTS_TICK);
        b[field] = (byte) (base >> 25);
        b[field + 1] = (byte) (base >> 17);
        b[field + 2] = (byte) (base >> 9);
        b[field + 3] = (byte) (base >> 1);
        b[field + 4] = (byte) ((base & 1) << 7 | 0x7E | extension >> 8);
        b[field + 5] = (byte) extension;
    }

    static long readTimestamp(byte[] b, int field) {
        return (b[field] & 0x0EL) << 29
                | (b[field + 1] & 0xFFL) << 22
                | (b[field + 2] & 0xFEL) << 14
                | (b[field + 3] & 0xFFL) << 7
                | (b[field + 4] & 0xFEL) >> 1;
    }

    /** Writes 33 bits of PTS or DTS; the four prefix bits that are there stay. */
    static void writeTimestamp(byte[] b, int field, long ticks) {
        b[field] = (byte) ((b[field] & 0xF0) | (ticks >> 29 & 0x0E) | 1);
        b[field + 1] = (byte) (ticks >> 22);
        b[field + 2] = (byte) (ticks >> 14 | 1);
        b[field + 3] = (byte) (ticks >> 7);
        b[field + 4] = (byte) (ticks << 1 | 1);
    }

    /**
     * Offset of the PTS from the sync byte when a PES packet with a PTS starts in this packet, else 0. A DTS, where present
     * ({@link #hasDts}), follows five bytes later.
     */
    static int ptsOffset(byte[] b, int at) {
        int payload = payloadOffset(b, at);
        if (!startsUnit(b, at) || payload > PACKET - 9 || !isStartCode(b, at + payload)) {
            return 0;
        }
        boolean hasPts = hasPesHeader(b[at + payload + 3] & 0xFF) && (b[at + payload + 7] & 0x80) != 0;
        return hasPts ? payload + 9 : 0;
    }

    static boolean hasDts(byte[] b, int at, int ptsOffset) {
        return (b[at + ptsOffset - 2] & 0x40) != 0;
    }

    static boolean isStartCode(byte[] b, int at) {
        return b[at] == 0 && b[at + 1] == 0 && b[at + 2] == 1;
    }

    /** Stream ids without the optional PES header: map, padding, private 2, ECM, EMM, DSM-CC, H.222.1 E, directory. */
    private static boolean hasPesHeader(int streamId) {
        return switch (streamId) {
            case 0xBC, 0xBE, 0xBF, 0xF0, 0xF1, 0xF2, 0xF8, 0xFF -> false;
            default -> streamId >= 0xBC;
        };
    }
}
