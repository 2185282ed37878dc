package io.acexy.core.mpegts;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;

/**
 * A stream of a constant bit rate, a packet each millisecond, in which all is well: tables each 100 ms, a clock reference and a
 * picture each 40 ms, a keyframe each 2 s, sound each 20 ms, and stuffing. What is to be wrong with it is said before it is made.
 */
final class SteadyStream {

    static final int VIDEO = 0x100;
    static final int AUDIO = 0x101;
    private static final int PMT = 0x1000;
    private static final int TICKS_PER_PACKET = 27_000;
    private static final int STAMPS_PER_PACKET = 90;

    private final Map<Integer, Integer> counters = new HashMap<>();
    private final List<byte[]> packets = new ArrayList<>();

    /** Packets that are left out, by their time in milliseconds. */
    IntPredicate lost = at -> false;

    /** Packets that come twice more. */
    IntPredicate thrice = at -> false;

    /** Whether there are tables, sound, pictures and keyframes at that time. */
    IntPredicate tables = at -> true;

    IntPredicate sound = at -> true;
    IntPredicate picture = at -> true;
    IntPredicate key = at -> at % 2_000 < 40;

    /** How far the clock reference of that time is off, in milliseconds. */
    java.util.function.IntUnaryOperator off = at -> 0;

    /** How far the time stamp of that time is off, in milliseconds. */
    java.util.function.IntUnaryOperator late = at -> 0;

    /** Whether the packet of that time has another first byte. */
    IntPredicate damaged = at -> false;

    /** Makes so many milliseconds of it. */
    List<byte[]> make(int millis) {
        for (int at = 0; at < millis; at++) {
            byte[] packet = packet(at);
            if (damaged.test(at)) {
                packet[0] = 0x48;
            }
            int times = lost.test(at) ? 0 : thrice.test(at) ? 3 : 1;
            for (int i = 0; i < times; i++) {
                packets.add(packet);
            }
        }
        return packets;
    }

    private byte[] packet(int at) {
        if (at % 100 == 0 && tables.test(at)) {
            return section(0, Packets.pat(0, 1, PMT));
        } else if (at % 100 == 1 && tables.test(at)) {
            byte[] video = Packets.stream(0x1B, VIDEO);
            return section(PMT, Packets.pmt(1, 0, VIDEO, new byte[0], video, Packets.stream(0x0F, AUDIO)));
        } else if (at % 40 == 2) {
            long pcr = (long) (at + off.applyAsInt(at)) * TICKS_PER_PACKET + 1_000_000L;
            return Packets.adaptation(VIDEO, counters.getOrDefault(VIDEO, 0) - 1, 0, pcr);
        } else if (at % 40 == 3 && picture.test(at)) {
            int[] unit = key.test(at) ? Packets.KEY : new int[] {0, 0, 1, 0x41, 0x9A};
            return media(VIDEO, Packets.pes(0xE0, stamp(at), unit));
        } else if (at % 20 == 4 && sound.test(at)) {
            return media(AUDIO, Packets.pes(0xC0, stamp(at)));
        }
        return Packets.packet(TsPacket.NULL_PID, 0, false);
    }

    private long stamp(int at) {
        return (long) (at + late.applyAsInt(at)) * STAMPS_PER_PACKET + 90_000;
    }

    private byte[] section(int pid, byte[] section) {
        byte[] packet = Packets.packets(pid, counters.getOrDefault(pid, 0), section);
        counters.merge(pid, 1, Integer::sum);
        return packet;
    }

    private byte[] media(int pid, byte[] pes) {
        byte[] packet = Packets.packet(pid, counters.getOrDefault(pid, 0), true, pes);
        counters.merge(pid, 1, Integer::sum);
        return packet;
    }

    /** What a probe says of so much of it, which comes as it plays. */
    TsReport watched(int millis) {
        TsProbe probe = new TsProbe();
        ByteBuf buffer = Unpooled.buffer(TsPacket.SIZE);
        int count = 0;
        for (byte[] packet : make(millis)) {
            buffer.clear().writeBytes(packet);
            probe.packet(buffer, 0);
            if (++count % 100 == 0) {
                probe.delivered(count * 1_000_000L);
            }
        }
        return probe.report(count * 1_000_000L);
    }
}
