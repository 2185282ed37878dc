package io.acexy.core.mpegts;

import io.netty.buffer.ByteBuf;
import java.util.OptionalDouble;

/** Measures the presentation time stamps of one elementary stream. Confined to one thread. */
final class StampProbe {

    private static final double STAMPS_PER_MILLI = 90;

    /** ETSI TR 101 290, 2.5: they come every 0.7 s at least. */
    private static final long GAP = 63_000;

    private static final long WRAP = 1L << 33;
    private static final long LONGEST_STEP = 10 * 90_000;

    private final PesHeader header = new PesHeader();
    private boolean reading;
    private long latest = -1;
    private long count;
    private long gaps;
    private long longest = -1;

    /** A packet of the stream, with payload. */
    void packet(ByteBuf buffer, int index, boolean start) {
        if (start) {
            header.begin();
            reading = true;
        }
        if (reading) {
            header.read(buffer, index + TsPacket.payloadOffset(buffer, index), index + TsPacket.SIZE);
            if (header.isComplete()) {
                reading = false;
                stamp(header.pts());
            }
        }
    }

    /** What comes next does not go on where this ended. */
    void forget() {
        reading = false;
        latest = -1;
    }

    /** Pictures come in the order of decoding, so that one may be shown before another that has come. */
    private void stamp(long pts) {
        if (pts < 0) {
            return;
        }
        count++;
        long step = latest < 0 ? 0 : Math.floorMod(pts - latest, WRAP);
        if (latest < 0) {
            latest = pts;
        } else if (step <= LONGEST_STEP) {
            longest = Math.max(longest, step);
            gaps += step > GAP ? 1 : 0;
            latest = pts;
        } else if (WRAP - step > LONGEST_STEP) { // not a little before, but elsewhere
            latest = pts;
        }
    }

    TsReport.Stamps report() {
        return new TsReport.Stamps(
                count, gaps, longest < 0 ? OptionalDouble.empty() : OptionalDouble.of(longest / STAMPS_PER_MILLI));
    }
}
