package io.acexy.simulator.media;

import static io.acexy.simulator.media.TsFields.PACKET;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Turns (packet of the clip, loop) into bytes and back. Back goes by what no loop changes: the packet without its counter and
 * time stamps is looked up, then every loop in question is compared byte for byte. Immutable; any thread may call.
 */
final class PacketFinder {

    /** Where a null packet made by {@link Padding} carries its number. */
    static final int NUMBER_OFFSET = 4;

    private final Clip clip;
    /** Hash of the loop-free packet to the first packet of the clip that has it; further ones are chained. */
    private final Map<Integer, Integer> first = new HashMap<>();

    private final int[] next;

    PacketFinder(Clip clip) {
        this.clip = clip;
        this.next = new int[clip.packets];
        byte[] one = new byte[PACKET];
        for (int i = clip.packets - 1; i >= 0; i--) {
            System.arraycopy(clip.bytes, i * PACKET, one, 0, PACKET);
            Integer before = first.put(hashWithoutLoop(one), i);
            next[i] = before == null ? -1 : before;
        }
    }

    /** Packet {@code index} of the clip as it is in loop {@code loop}. */
    void write(int index, long loop, byte[] out) {
        System.arraycopy(clip.bytes, index * PACKET, out, 0, PACKET);
        if (TsFields.pid(out, 0) == TsFields.NULL_PID) {
            if (clip.padded) {
                ByteBuffer.wrap(out).putLong(NUMBER_OFFSET, loop * clip.packets + index);
            }
            return;
        }
        int counter = (clip.counter[index] + (int) (loop & 0x0F) * clip.counterStep[index]) & 0x0F;
        out[3] = (byte) ((out[3] & 0xF0) | counter);
        if ((clip.flags[index] & Clip.PCR) != 0) {
            shiftPcr(out, 6, loop);
        }
        int opcr = TsFields.opcrOffset(out, 0);
        if (opcr != 0) {
            shiftPcr(out, opcr, loop);
        }
        int pts = Byte.toUnsignedInt(clip.ptsOffset[index]);
        if (pts != 0) {
            shiftTimestamp(out, pts, loop);
            if (TsFields.hasDts(out, 0, pts)) {
                shiftTimestamp(out, pts + 5, loop);
            }
        }
    }

    private void shiftPcr(byte[] out, int field, long loop) {
        long shift = loop * clip.loopTicks * TsFields.PCR_TICKS_PER_PTS_TICK;
        TsFields.writePcr(out, field, Math.floorMod(TsFields.readPcr(out, field) + shift, TsFields.PCR_WRAP));
    }

    private void shiftTimestamp(byte[] out, int field, long loop) {
        long shifted = TsFields.readTimestamp(out, field) + loop * clip.loopTicks;
        TsFields.writeTimestamp(out, field, Math.floorMod(shifted, TsFields.PTS_WRAP));
    }

    long locate(byte[] run, long from, long to) {
        if (clip.padded && TsFields.pid(run, 0) == TsFields.NULL_PID) {
            long number = ByteBuffer.wrap(run).getLong(NUMBER_OFFSET);
            return number >= from && number < to && matches(run, number) ? number : -1;
        }
        byte[] head = Arrays.copyOf(run, PACKET);
        Integer candidate = first.get(hashWithoutLoop(head));
        long best = -1;
        for (int i = candidate == null ? -1 : candidate; i >= 0; i = next[i]) {
            long found = locateAt(i, run, from, best < 0 ? to : best);
            best = found < 0 ? best : found;
        }
        return best;
    }

    private long locateAt(int index, byte[] run, long from, long to) {
        long loop = Math.floorDiv(from - index + clip.packets - 1, (long) clip.packets);
        for (long n = loop * clip.packets + index; n < to; n += clip.packets) {
            if (matches(run, n)) {
                return n;
            }
        }
        return -1;
    }

    private boolean matches(byte[] run, long packet) {
        byte[] one = new byte[PACKET];
        for (int at = 0; at < run.length; at += PACKET) {
            long n = packet + at / PACKET;
            write((int) Math.floorMod(n, (long) clip.packets), Math.floorDiv(n, (long) clip.packets), one);
            if (!Arrays.equals(run, at, at + PACKET, one, 0, PACKET)) {
                return false;
            }
        }
        return true;
    }

    /** Destroys the packet's counter and time stamps, then hashes what is left. */
    private static int hashWithoutLoop(byte[] packet) {
        if (TsFields.pid(packet, 0) == TsFields.NULL_PID) {
            return TsFields.NULL_PID;
        }
        packet[3] &= (byte) 0xF0;
        if (TsFields.hasPcr(packet, 0)) {
            TsFields.writePcr(packet, 6, 0);
        }
        int opcr = TsFields.opcrOffset(packet, 0);
        if (opcr != 0) {
            TsFields.writePcr(packet, opcr, 0);
        }
        int pts = TsFields.ptsOffset(packet, 0);
        if (pts != 0 && pts + 5 <= PACKET) {
            TsFields.writeTimestamp(packet, pts, 0);
        }
        if (pts != 0 && pts + 10 <= PACKET && TsFields.hasDts(packet, 0, pts)) {
            TsFields.writeTimestamp(packet, pts + 5, 0);
        }
        return Arrays.hashCode(packet);
    }
}
