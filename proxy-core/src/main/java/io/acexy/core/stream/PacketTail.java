package io.acexy.core.stream;

import io.acexy.core.mpegts.TsPacket;
import io.netty.buffer.ByteBuf;

/**
 * Fingerprints of the last packets of a stream, by which the same place is found in what another engine sends. Continuity
 * counters are left out of them: a stream that was joined to another has counters of its own. Confined to the home loop.
 */
final class PacketTail {

    /** A few tenths of a second at usual bit rates: long enough to hold a packet with a time stamp. */
    static final int CAPACITY = 2048;

    private static final long PRIME = 0x9E3779B97F4A7C15L;
    private static final int COUNTER_BITS = 0x0F;

    private final long[] prints = new long[CAPACITY];
    private final boolean[] timed = new boolean[CAPACITY];
    private long count;
    private long lastPcr = -1;

    void add(ByteBuf buffer, int index) {
        int slot = (int) (count++ & (CAPACITY - 1));
        prints[slot] = print(buffer, index);
        timed[slot] = isTimed(buffer, index);
        if (TsPacket.hasPcr(buffer, index)) {
            lastPcr = TsPacket.pcr(buffer, index);
        }
    }

    int size() {
        return (int) Math.min(count, CAPACITY);
    }

    /** The fingerprint of a packet, 0 being the newest. */
    long print(int back) {
        return prints[(int) ((count - 1 - back) & (CAPACITY - 1))];
    }

    /** Whether that packet has a time stamp, so that it is like no other. */
    boolean isTimed(int back) {
        return timed[(int) ((count - 1 - back) & (CAPACITY - 1))];
    }

    /** The newest clock reference, in ticks of 27 MHz as sent; -1 when there was none. */
    long lastPcr() {
        return lastPcr;
    }

    /** A hash of all of a packet except its counter. */
    static long print(ByteBuf buffer, int index) {
        long hash = buffer.getInt(index) & ~COUNTER_BITS;
        for (int at = index + 4; at < index + TsPacket.SIZE; at += Long.BYTES) {
            hash = (hash ^ buffer.getLong(at)) * PRIME;
            hash ^= hash >>> 29;
        }
        return hash;
    }

    /** Packets without one may come back alike: tables, padding, the unchanging parts of a still picture. */
    static boolean isTimed(ByteBuf buffer, int index) {
        return TsPacket.hasPcr(buffer, index) || (TsPacket.payloadUnitStart(buffer, index) && isPes(buffer, index));
    }

    private static boolean isPes(ByteBuf buffer, int index) {
        int payload = TsPacket.payloadOffset(buffer, index);
        return payload >= 0 && payload <= TsPacket.SIZE - 3 && buffer.getMedium(index + payload) == 1;
    }
}
