package io.acexy.core.stream;

import io.acexy.testkit.SparseClip;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** The clock of a broadcast, which jumps at some of its packets. */
final class ModelClock {

    private static final int MOST = 8;

    /** Packets of 20 s. */
    private static final int BLIND = 240;

    private record Jump(long packet, long ticks) {}

    private final List<Jump> jumps = new ArrayList<>();

    /** From this packet on it is set forward, or back. */
    void jump(long packet, double seconds) {
        boolean later = jumps.isEmpty() || jumps.get(jumps.size() - 1).packet < packet;
        if (later && jumps.size() < MOST) {
            jumps.add(new Jump(packet, (long) (seconds * 27_000_000)));
        }
    }

    /**
     * Whether it jumped so shortly before that a stream which began then cannot have seen it, and other engines may still send what was
     * before: nothing tells that from what is new.
     */
    boolean jumpedBefore(long packet) {
        return jumps.stream().anyMatch(jump -> jump.packet > packet - BLIND && jump.packet < packet + SparseClip.GROUP);
    }

    /** Sets a packet's clock reference, if it has one. */
    void set(byte[] packet, long number) {
        OptionalLong clock = jumps.isEmpty() ? OptionalLong.empty() : SparseClip.clock(packet);
        clock.ifPresent(ticks -> {
            long jumped = jumps.stream()
                    .filter(jump -> number >= jump.packet)
                    .mapToLong(Jump::ticks)
                    .sum();
            SparseClip.setClock(packet, ticks + jumped);
        });
    }
}
