package io.acexy.core.source;

import io.acexy.core.mpegts.TsInspector;
import io.acexy.core.mpegts.TsPacket;
import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/**
 * Keeps the continuity counters of a stream running when its source changes: after a change, the first packet of each PID is
 * given the counter that follows the last one sent, and the ones after it are shifted alike. Where the new source counts as
 * the old one did, nothing is changed. Confined to the home loop.
 */
final class CounterShift {

    private static final byte UNKNOWN = -1;
    private static final int COUNTER = 3;

    private final TsInspector published;
    private byte[] shifts;

    /** @param published has seen every packet that was sent so far */
    CounterShift(TsInspector published) {
        this.published = published;
    }

    /** The source has changed: each PID finds its shift anew. */
    void rebase() {
        if (shifts == null) {
            shifts = new byte[TsPacket.PID_COUNT];
        }
        Arrays.fill(shifts, UNKNOWN);
    }

    /** Corrects the counter of the next packet, in place. */
    void apply(ByteBuf buffer, int index) {
        if (shifts == null) {
            return;
        }
        int pid = TsPacket.pid(buffer, index);
        if (pid == TsPacket.NULL_PID) {
            return;
        }
        if (shifts[pid] == UNKNOWN) {
            shifts[pid] = (byte) firstShift(pid, buffer, index);
        }
        if (shifts[pid] != 0) {
            int old = buffer.getByte(index + COUNTER);
            buffer.setByte(index + COUNTER, (old & 0xF0) | ((old + shifts[pid]) & 0x0F));
        }
    }

    /** Only packets with payload count up (ISO/IEC 13818-1, 2.4.3.3). */
    private int firstShift(int pid, ByteBuf buffer, int index) {
        int last = published.lastCounter(pid);
        if (last < 0) {
            return 0;
        }
        int wanted = TsPacket.hasPayload(buffer, index) ? last + 1 : last;
        return (wanted - TsPacket.continuityCounter(buffer, index)) & 0x0F;
    }
}
