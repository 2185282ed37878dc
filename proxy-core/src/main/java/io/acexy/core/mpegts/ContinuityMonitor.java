package io.acexy.core.mpegts;

import java.util.Arrays;

/**
 * Follows the continuity counter of every PID (ISO/IEC 13818-1, 2.4.3.3): it advances with each packet that has payload, a
 * packet may be sent twice, and a discontinuity_indicator excuses any value.
 */
final class ContinuityMonitor {

    /** How a packet follows the one before it on its PID. */
    enum Order {
        IN_SEQUENCE,
        DUPLICATE,
        GAP
    }

    private static final byte UNSEEN = -1;

    /** Set beside the counter once the packet has come twice. */
    private static final int REPEATED = 0x10;

    private final byte[] last = new byte[TsPacket.PID_COUNT];
    private long errors;

    ContinuityMonitor() {
        Arrays.fill(last, UNSEEN);
    }

    Order follow(int header, boolean discontinuity) {
        int pid = TsPacket.pid(header);
        int counter = TsPacket.continuityCounter(header);
        int known = last[pid];
        if (known == UNSEEN || discontinuity) {
            last[pid] = (byte) counter;
            return Order.IN_SEQUENCE;
        }
        int previous = known & 0x0F;
        if (!TsPacket.hasPayload(header)) {
            return counter == previous ? Order.IN_SEQUENCE : gap(pid, counter);
        }
        if (counter == (previous + 1 & 0x0F)) {
            last[pid] = (byte) counter;
            return Order.IN_SEQUENCE;
        }
        if (counter == previous && (known & REPEATED) == 0) {
            last[pid] = (byte) (counter | REPEATED);
            return Order.DUPLICATE;
        }
        return gap(pid, counter == previous ? known : counter);
    }

    /** The last counter of a PID, -1 before its first packet. */
    int last(int pid) {
        return last[pid] == UNSEEN ? -1 : last[pid] & 0x0F;
    }

    long errors() {
        return errors;
    }

    /** A counter that never moves stays marked as repeated, so that only one of its packets is taken for a duplicate. */
    private Order gap(int pid, int remembered) {
        errors++;
        last[pid] = (byte) remembered;
        return Order.GAP;
    }
}
