package io.acexy.core.derived;

import io.acexy.core.mpegts.TsPacket;
import io.netty.buffer.ByteBuf;

/**
 * Finds where a stream goes on with another clock. Programs follow a clock that goes ahead; one that is set back leaves ffmpeg,
 * which keeps time stamps as they are, writing time stamps that do not move until they are past the old ones. Confined to one
 * loop.
 */
final class ClockWatch {

    /** Where the clock reference begins anew (ISO/IEC 13818-1, 2.4.2.2), in ticks of 27 MHz. */
    private static final long WRAP = (1L << 33) * 300;

    /** A gap in a broadcast is shorter. */
    private static final long LONGEST_GAP = 60 * 27_000_000L;

    private int pid = -1;
    private long last;

    /**
     * Takes the next packets, which stay the caller's.
     *
     * @param afterJump whether they do not go on where the last ones ended
     * @return whether they are of another clock than those before
     */
    boolean breaksWith(ByteBuf bytes, int start, int end, boolean afterJump) {
        boolean breaks = false;
        if (afterJump && pid >= 0) {
            long first = first(bytes, start, end);
            breaks = first >= 0 && Math.floorMod(first - last, WRAP) > LONGEST_GAP;
        }
        remember(bytes, start, end);
        return breaks;
    }

    private long first(ByteBuf bytes, int start, int end) {
        for (int at = start; at < end; at += TsPacket.SIZE) {
            if (TsPacket.hasPcr(bytes, at) && TsPacket.pid(bytes, at) == pid) {
                return TsPacket.pcr(bytes, at);
            }
        }
        return -1;
    }

    private void remember(ByteBuf bytes, int start, int end) {
        for (int at = end - TsPacket.SIZE; at >= start; at -= TsPacket.SIZE) {
            if (TsPacket.hasPcr(bytes, at)) {
                pid = TsPacket.pid(bytes, at);
                last = TsPacket.pcr(bytes, at);
                return;
            }
        }
    }
}
