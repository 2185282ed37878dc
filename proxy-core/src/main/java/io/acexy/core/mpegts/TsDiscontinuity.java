package io.acexy.core.mpegts;

import java.util.Arrays;

/** Makes the packet that tells a player of a deliberate break (ISO/IEC 13818-1, 2.4.3.5, discontinuity_indicator). */
public final class TsDiscontinuity {

    private static final int ADAPTATION_ONLY = 0x20;
    private static final int DISCONTINUITY = 0x80;

    private TsDiscontinuity() {}

    /**
     * A packet with nothing but an adaptation field whose discontinuity_indicator is set. A packet without payload does not
     * advance the counter, so the next packet with payload on this PID is in sequence if it has {@code counter + 1}: to
     * precede a packet with counter n, pass {@code n - 1}.
     *
     * @param pid 0 to 0x1FFF
     * @param counter taken modulo 16
     */
    public static byte[] packet(int pid, int counter) {
        if (pid < 0 || pid > TsPacket.NULL_PID) {
            throw new IllegalArgumentException("PID out of range: " + pid);
        }
        byte[] packet = new byte[TsPacket.SIZE];
        Arrays.fill(packet, (byte) 0xFF);
        packet[0] = TsPacket.SYNC;
        packet[1] = (byte) (pid >>> 8);
        packet[2] = (byte) pid;
        packet[3] = (byte) (ADAPTATION_ONLY | (counter & 0x0F));
        packet[4] = (byte) (TsPacket.SIZE - TsPacket.HEADER_SIZE - 1);
        packet[5] = (byte) DISCONTINUITY;
        return packet;
    }

    /**
     * The packets that announce a jump to a join point: one for each elementary PID that was seen before it.
     *
     * @return whole packets, to be sent after the tables, and before the lead and the bytes of the join point
     */
    public static byte[] before(JoinPoint point) {
        int[] counters = point.counters();
        byte[] packets = new byte[counters.length * TsPacket.SIZE];
        for (int i = 0; i < counters.length; i++) {
            byte[] one = packet(counters[i] >>> 4, counters[i] & 0x0F);
            System.arraycopy(one, 0, packets, i * TsPacket.SIZE, TsPacket.SIZE);
        }
        return packets;
    }
}
