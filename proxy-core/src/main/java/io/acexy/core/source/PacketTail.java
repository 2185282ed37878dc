package io.acexy.core.source;

import io.netty.buffer.ByteBuf;

/**
 * Fingerprints of the last packets of a stream, by which the same place is found in what another engine sends. Continuity
 * counters are left out of them: a stream that was joined to another has counters of its own. Confined to the home loop.
 */
final class PacketTail {

    /** A few tenths of a second at usual bit rates: long enough to hold a packet with a time stamp. */
    static final int CAPACITY = 2048;

    private final PacketPrint packet = new PacketPrint();
    private final long[] prints = new long[CAPACITY];
    private final boolean[] timed = new boolean[CAPACITY];
    private long count;

    void add(ByteBuf buffer, int index) {
        int slot = (int) (count++ & (CAPACITY - 1));
        packet.load(buffer, index);
        prints[slot] = packet.print();
        timed[slot] = packet.isTimed();
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
}
