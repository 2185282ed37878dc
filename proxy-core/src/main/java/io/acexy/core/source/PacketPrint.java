package io.acexy.core.source;

import io.acexy.core.mpegts.TsPacket;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * One packet at a time, copied aside, and what it can be recognised by. Reused for packet after packet: what it says is true
 * until the next {@link #load}.
 */
final class PacketPrint {

    private static final long PRIME = 0x9E3779B97F4A7C15L;
    private static final int COUNTER_BITS = 0x0F;
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final byte[] bytes = new byte[TsPacket.SIZE];
    private final ByteBuf packet = Unpooled.wrappedBuffer(bytes);

    /** Copies a packet. */
    PacketPrint load(ByteBuf buffer, int index) {
        buffer.getBytes(index, bytes);
        return this;
    }

    /** A hash of all of the packet except its continuity counter; in three lanes, which a processor works on side by side. */
    long print() {
        long first = packet.getInt(0) & ~COUNTER_BITS;
        long second = 0;
        long third = 0;
        int at = Integer.BYTES;
        for (; at <= TsPacket.SIZE - 3 * Long.BYTES; at += 3 * Long.BYTES) {
            first = mix(first, at);
            second = mix(second, at + Long.BYTES);
            third = mix(third, at + 2 * Long.BYTES);
        }
        for (; at < TsPacket.SIZE; at += Long.BYTES) {
            first = mix(first, at);
        }
        return (first * PRIME ^ second) * PRIME ^ third;
    }

    private long mix(long hash, int at) {
        long mixed = (hash ^ (long) LONGS.get(bytes, at)) * PRIME;
        return mixed ^ mixed >>> 29;
    }

    /** Packets without a time stamp may come back alike: tables, padding, the unchanging parts of a still picture. */
    boolean isTimed() {
        return TsPacket.hasPcr(packet, 0) || (TsPacket.payloadUnitStart(packet, 0) && isPes());
    }

    private boolean isPes() {
        int payload = TsPacket.payloadOffset(packet, 0);
        return payload <= TsPacket.SIZE - 3 && packet.getMedium(payload) == 1;
    }
}
