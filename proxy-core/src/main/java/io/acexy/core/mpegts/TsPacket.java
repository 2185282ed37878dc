package io.acexy.core.mpegts;

import io.netty.buffer.ByteBuf;

/**
 * Readers for the fields of one transport packet (ISO/IEC 13818-1, 2.4.3.2 to 2.4.3.5).
 *
 * <p>Header fields come either from the {@link #header four header bytes} read once, or straight from a buffer; fields of
 * the adaptation field always come from a buffer, where {@code index} is the absolute index of the packet's sync byte and
 * 188 bytes from there are readable. No reader moves an index, takes ownership or looks outside these 188 bytes, whatever
 * they hold.
 */
public final class TsPacket {

    /** Bytes in a packet. */
    public static final int SIZE = 188;

    /** The first byte of every packet. */
    public static final int SYNC = 0x47;

    /** The PID of the Programme Association Table. */
    public static final int PAT_PID = 0;

    /** The PID of stuffing packets. */
    public static final int NULL_PID = 0x1FFF;

    /** How many PIDs there are. */
    public static final int PID_COUNT = 0x2000;

    static final int HEADER_SIZE = 4;

    static final int DISCONTINUITY = 0x80;
    static final int RANDOM_ACCESS = 0x40;
    static final int PCR = 0x10;

    /** One byte of flags and six of PCR. */
    private static final int PCR_FIELD_LENGTH = 7;

    private static final int LONGEST_ADAPTATION = SIZE - HEADER_SIZE - 1;

    private TsPacket() {}

    /** The four header bytes as one number, for the readers that take it. */
    public static int header(ByteBuf buffer, int index) {
        return buffer.getInt(index);
    }

    public static boolean isSynced(int header) {
        return header >>> 24 == SYNC;
    }

    public static boolean isSynced(ByteBuf buffer, int index) {
        return buffer.getByte(index) == SYNC;
    }

    public static boolean transportError(int header) {
        return (header & 0x80_0000) != 0;
    }

    public static boolean transportError(ByteBuf buffer, int index) {
        return transportError(header(buffer, index));
    }

    public static boolean payloadUnitStart(int header) {
        return (header & 0x40_0000) != 0;
    }

    public static boolean payloadUnitStart(ByteBuf buffer, int index) {
        return payloadUnitStart(header(buffer, index));
    }

    public static int pid(int header) {
        return header >>> 8 & 0x1FFF;
    }

    public static int pid(ByteBuf buffer, int index) {
        return pid(header(buffer, index));
    }

    public static boolean scrambled(int header) {
        return (header & 0xC0) != 0;
    }

    public static boolean scrambled(ByteBuf buffer, int index) {
        return scrambled(header(buffer, index));
    }

    public static boolean hasAdaptation(int header) {
        return (header & 0x20) != 0;
    }

    public static boolean hasAdaptation(ByteBuf buffer, int index) {
        return hasAdaptation(header(buffer, index));
    }

    public static boolean hasPayload(int header) {
        return (header & 0x10) != 0;
    }

    public static boolean hasPayload(ByteBuf buffer, int index) {
        return hasPayload(header(buffer, index));
    }

    public static int continuityCounter(int header) {
        return header & 0x0F;
    }

    public static int continuityCounter(ByteBuf buffer, int index) {
        return continuityCounter(header(buffer, index));
    }

    /** Bytes of the adaptation field after its length byte, never more than the packet holds; 0 when there is none. */
    public static int adaptationLength(ByteBuf buffer, int index) {
        if (!hasAdaptation(buffer, index)) {
            return 0;
        }
        return Math.min(buffer.getUnsignedByte(index + HEADER_SIZE), LONGEST_ADAPTATION);
    }

    public static boolean discontinuityIndicator(ByteBuf buffer, int index) {
        return (adaptationFlags(buffer, index) & DISCONTINUITY) != 0;
    }

    public static boolean randomAccessIndicator(ByteBuf buffer, int index) {
        return (adaptationFlags(buffer, index) & RANDOM_ACCESS) != 0;
    }

    public static boolean hasPcr(ByteBuf buffer, int index) {
        return (adaptationFlags(buffer, index) & PCR) != 0 && adaptationLength(buffer, index) >= PCR_FIELD_LENGTH;
    }

    /** The programme clock reference in ticks of 27 MHz; -1 when the packet carries none. */
    public static long pcr(ByteBuf buffer, int index) {
        if (!hasPcr(buffer, index)) {
            return -1;
        }
        long base = buffer.getUnsignedInt(index + 6) << 1 | buffer.getUnsignedByte(index + 10) >>> 7;
        int extension = buffer.getUnsignedShort(index + 10) & 0x1FF;
        return base * 300 + extension;
    }

    /** Where the payload begins, counted from the sync byte: 4 to 188; 188 when there is no payload. */
    public static int payloadOffset(ByteBuf buffer, int index) {
        int header = header(buffer, index);
        if (!hasPayload(header)) {
            return SIZE;
        }
        return hasAdaptation(header) ? HEADER_SIZE + 1 + adaptationLength(buffer, index) : HEADER_SIZE;
    }

    /** The flags of the adaptation field ({@link #DISCONTINUITY} and so on); 0 when there are none. */
    static int adaptationFlags(ByteBuf buffer, int index) {
        return adaptationLength(buffer, index) == 0 ? 0 : buffer.getUnsignedByte(index + HEADER_SIZE + 1);
    }
}
