package io.acexy.core.stream;

import io.acexy.core.mpegts.TsPacket;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/**
 * One packet at a time, copied aside, and what it can be recognised by. Reused for packet after packet: what it says is true
 * until the next {@link #load}.
 */
final class PacketPrint {

    private static final long PRIME = 0x9E3779B97F4A7C15L;
    private static final int COUNTER_BITS = 0x0F;

    private final byte[] bytes = new byte[TsPacket.SIZE];
    private final ByteBuf packet = Unpooled.wrappedBuffer(bytes);

    /** Copies a packet. */
    PacketPrint load(ByteBuf buffer, int index) {
        buffer.getBytes(index, bytes);
        return this;
    }

    /** A hash of all of the packet except its continuity counter. */
    long print() {
        long hash = packet.getInt(0) & ~COUNTER_BITS;
        for (int at = Integer.BYTES; at < TsPacket.SIZE; at += Long.BYTES) {
            hash = (hash ^ packet.getLong(at)) * PRIME;
            hash ^= hash >>> 29;
        }
        return hash;
    }

    boolean hasPcr() {
        return TsPacket.hasPcr(packet, 0);
    }

    /** In ticks of 27 MHz, as sent. */
    long pcr() {
        return TsPacket.pcr(packet, 0);
    }

    /** Packets without a time stamp may come back alike: tables, padding, the unchanging parts of a still picture. */
    boolean isTimed() {
        return hasPcr() || (TsPacket.payloadUnitStart(packet, 0) && isPes());
    }

    private boolean isPes() {
        int payload = TsPacket.payloadOffset(packet, 0);
        return payload <= TsPacket.SIZE - 3 && packet.getMedium(payload) == 1;
    }
}
