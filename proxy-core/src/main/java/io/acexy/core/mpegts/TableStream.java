package io.acexy.core.mpegts;

import io.netty.buffer.ByteBuf;

/**
 * The PSI sections of one PID (ISO/IEC 13818-1, 2.4.4), put together over packet borders and checked by CRC, beside the raw
 * packets that carried the last accepted one. Memory is fixed: sections of up to 1024 bytes, eight packets each way.
 *
 * <p>Damage is never alike twice, a broadcaster who reckons wrongly always is: a section with a wrong CRC that comes twice in a
 * row is passed on, as long as none with a right one has come.
 */
final class TableStream {

    /** Says whether a section is the one to keep the packets of. */
    @FunctionalInterface
    interface Acceptor {

        /**
         * Whether it is.
         *
         * @param intact whether its CRC is right; if not, it has come twice in a row all the same
         */
        boolean accept(byte[] section, int length, boolean intact);
    }

    private static final int LONGEST_SECTION = 1024;
    private static final int SHORTEST_SECTION = 12;
    private static final int LENGTH_KNOWN_AFTER = 3;
    private static final int UNKNOWN = -1;
    private static final byte STUFFING = (byte) 0xFF;
    private static final int PACKETS = 8;

    /** Most bytes that {@link #copyTo} writes: accepted packets, one shared with the section before, and pending ones. */
    static final int LONGEST_COPY = (2 * PACKETS + 1) * TsPacket.SIZE;

    private final Acceptor acceptor;
    private final byte[] section = new byte[LONGEST_SECTION];
    private boolean collecting;
    private int filled;
    private int length;

    private final byte[] accepted = new byte[(PACKETS + 1) * TsPacket.SIZE];
    private int acceptedEnd;

    /** Packets since the accepted ones: not yet a whole section, or one of no interest. */
    private final byte[] pending = new byte[PACKETS * TsPacket.SIZE];

    private int pendingEnd;

    /** Where in pending the section being collected began; negative: in the last accepted packet. */
    private int firstOfSection;

    private boolean intactSeen;

    /** What the CRC over the last section came to, if it was wrong; else 0, as for a right one. */
    private int wrongCrc;

    TableStream(Acceptor acceptor) {
        this.acceptor = acceptor;
    }

    /** Takes the next packet of this PID; {@code payload} counts from {@code index}, {@code gap} means packets are missing. */
    void packet(ByteBuf buffer, int index, int payload, boolean start, boolean gap) {
        if (gap) {
            collecting = false;
        }
        keep(buffer, index);
        int from = index + payload;
        int to = index + TsPacket.SIZE;
        if (from >= to) {
            return;
        }
        if (!start) {
            collect(buffer, from, to, false);
            return;
        }
        int firstSection = from + 1 + buffer.getUnsignedByte(from);
        if (firstSection > to) {
            collecting = false;
            return;
        }
        collect(buffer, from + 1, firstSection, false);
        collecting = false;
        collect(buffer, firstSection, to, true);
    }

    /** Writes the accepted packets, then those since, and returns how many bytes these are. */
    int copyTo(byte[] target, int at) {
        System.arraycopy(accepted, 0, target, at, acceptedEnd);
        if (acceptedEnd == 0) {
            return 0;
        }
        System.arraycopy(pending, 0, target, at + acceptedEnd, pendingEnd);
        return acceptedEnd + pendingEnd;
    }

    void clear() {
        collecting = false;
        intactSeen = false;
        wrongCrc = 0;
        acceptedEnd = 0;
        pendingEnd = 0;
    }

    private void keep(ByteBuf buffer, int index) {
        if (pendingEnd == pending.length) {
            collecting = false;
            pendingEnd = 0;
        }
        buffer.getBytes(index, pending, pendingEnd, TsPacket.SIZE);
        pendingEnd += TsPacket.SIZE;
    }

    private void collect(ByteBuf buffer, int from, int to, boolean mayBegin) {
        int position = from;
        while (position < to) {
            if (!collecting) {
                if (!mayBegin || buffer.getByte(position) == STUFFING) {
                    return;
                }
                begin();
            }
            int wanted = (length == UNKNOWN ? LENGTH_KNOWN_AFTER : length) - filled;
            int taken = Math.min(wanted, to - position);
            buffer.getBytes(position, section, filled, taken);
            filled += taken;
            position += taken;
            if (taken == wanted && !advance()) {
                return;
            }
        }
    }

    private void begin() {
        collecting = true;
        filled = 0;
        length = UNKNOWN;
        firstOfSection = pendingEnd - TsPacket.SIZE;
    }

    /** Acts on a length or a section just completed; false when the rest of the packet cannot be understood. */
    private boolean advance() {
        if (length == UNKNOWN) {
            length = LENGTH_KNOWN_AFTER + ((section[1] & 0x0F) << 8 | (section[2] & 0xFF));
            collecting = length >= SHORTEST_SECTION && length <= LONGEST_SECTION;
            return collecting;
        }
        collecting = false;
        int crc = MpegCrc32.of(section, length);
        boolean again = crc == wrongCrc && !intactSeen;
        wrongCrc = crc;
        intactSeen |= crc == 0;
        if ((crc == 0 || again) && acceptor.accept(section, length, crc == 0)) {
            accept();
        }
        return true;
    }

    private void accept() {
        int from = Math.max(firstOfSection, 0);
        int shared = 0;
        if (firstOfSection < 0 && acceptedEnd > 0) {
            shared = TsPacket.SIZE;
            System.arraycopy(accepted, acceptedEnd - shared, accepted, 0, shared);
        }
        System.arraycopy(pending, from, accepted, shared, pendingEnd - from);
        acceptedEnd = shared + pendingEnd - from;
        pendingEnd = 0;
    }
}
