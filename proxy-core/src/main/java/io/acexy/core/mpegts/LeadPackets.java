package io.acexy.core.mpegts;

import java.util.Arrays;

/**
 * Makes the packets that stand in for the one in which an access unit begins, when a player could not begin with that one: the
 * parameter sets were sent earlier, or the PES packet began with another picture. A PES packet of its own begins in them, with
 * the parameter sets and what the packet has of the access unit; the stream's next packet of the PID goes on in it.
 */
final class LeadPackets {

    private static final int PAYLOAD_START = 0x40;
    private static final int ADAPTATION = 0x20;
    private static final int PAYLOAD = 0x10;
    private static final int FLAGS_AND_PCR = 7;
    private static final int ROOM = TsPacket.SIZE - TsPacket.HEADER_SIZE;
    private static final int START_CODE = 4;
    private static final int LONGEST_DELIMITER = 16;

    private LeadPackets() {}

    /**
     * @param packet the packet stood in for
     * @param header where in it the header of the access unit's first unit is
     * @param sets parameter sets with their start codes, to be sent too
     * @param pts presentation time stamp in 90 kHz, -1 when unknown
     * @param dts decoding time stamp, -1 when unknown or the same
     * @param next the continuity counter of the packet after it
     */
    static byte[] inPlaceOf(byte[] packet, int header, byte[] sets, VideoCodec codec, long pts, long dts, int next) {
        int delimiter = delimiterEnd(packet, header, codec);
        byte[] start = pesHeader(pts, dts);
        int length = start.length + START_CODE + TsPacket.SIZE - header + sets.length;
        byte[] content = Arrays.copyOf(start, length);
        content[start.length + START_CODE - 1] = 1;
        int at = start.length + START_CODE;
        if (delimiter < 0) {
            // The sets bring their own start codes, and the unit keeps its own behind them.
            at = start.length;
            System.arraycopy(sets, 0, content, at, sets.length);
            at += sets.length;
            content[at + START_CODE - 1] = 1;
            at += START_CODE;
            System.arraycopy(packet, header, content, at, TsPacket.SIZE - header);
        } else {
            System.arraycopy(packet, header, content, at, delimiter - header);
            at += delimiter - header;
            System.arraycopy(sets, 0, content, at, sets.length);
            at += sets.length;
            System.arraycopy(packet, delimiter, content, at, TsPacket.SIZE - delimiter);
        }
        return packets(packet, content, next);
    }

    /** Where the access unit delimiter ends, which has to be the first of all; -1 where there is none. */
    private static int delimiterEnd(byte[] packet, int header, VideoCodec codec) {
        boolean delimited = (codec == VideoCodec.H264 && (packet[header] & 0x1F) == 9)
                || (codec == VideoCodec.HEVC && ((packet[header] >>> 1) & 0x3F) == 35);
        int last = Math.min(header + LONGEST_DELIMITER, TsPacket.SIZE - 3);
        for (int at = header + 1; delimited && at <= last; at++) {
            if (packet[at] == 0 && packet[at + 1] == 0 && packet[at + 2] <= 1 && packet[at + 2] >= 0) {
                return at;
            }
        }
        return -1;
    }

    /** Without a length, which video in transport streams need not have (ISO/IEC 13818-1, 2.4.3.7). */
    private static byte[] pesHeader(long pts, long dts) {
        boolean both = pts >= 0 && dts >= 0 && dts != pts;
        int stamps = pts < 0 ? 0 : both ? 10 : 5;
        byte[] header = new byte[9 + stamps];
        header[2] = 1;
        header[3] = (byte) 0xE0;
        header[6] = (byte) 0x84; // begins with an access unit
        header[7] = (byte) (pts < 0 ? 0 : both ? 0xC0 : 0x80);
        header[8] = (byte) stamps;
        if (pts >= 0) {
            timestamp(header, 9, both ? 0x31 : 0x21, pts);
        }
        if (both) {
            timestamp(header, 14, 0x11, dts);
        }
        return header;
    }

    private static void timestamp(byte[] target, int at, int prefix, long ticks) {
        target[at] = (byte) (prefix | ((ticks >>> 29) & 0x0E));
        target[at + 1] = (byte) (ticks >>> 22);
        target[at + 2] = (byte) (ticks >>> 14 | 1);
        target[at + 3] = (byte) (ticks >>> 7);
        target[at + 4] = (byte) (ticks << 1 | 1);
    }

    private static byte[] packets(byte[] like, byte[] content, int next) {
        boolean clock =
                (like[3] & ADAPTATION) != 0 && (like[4] & 0xFF) >= FLAGS_AND_PCR && (like[5] & TsPacket.PCR) != 0;
        int firstField = clock ? 1 + FLAGS_AND_PCR : 2;
        int count = (firstField + content.length + ROOM - 1) / ROOM;
        byte[] packets = new byte[count * TsPacket.SIZE];
        int taken = 0;
        for (int i = 0; i < count; i++) {
            int base = i * TsPacket.SIZE;
            int field = i == 0 ? firstField : 0;
            int size = Math.min(content.length - taken, ROOM - field);
            field = ROOM - size; // the last is filled up
            packets[base] = TsPacket.SYNC;
            packets[base + 1] = (byte) ((i == 0 ? PAYLOAD_START : 0) | (like[1] & 0x1F));
            packets[base + 2] = like[2];
            packets[base + 3] = (byte) ((field > 0 ? ADAPTATION | PAYLOAD : PAYLOAD) | ((next - count + i) & 0x0F));
            adaptation(packets, base + TsPacket.HEADER_SIZE, field);
            if (i == 0) {
                packets[base + 5] = (byte) (TsPacket.RANDOM_ACCESS | (clock ? TsPacket.PCR : 0));
                System.arraycopy(like, 6, packets, base + 6, clock ? FLAGS_AND_PCR - 1 : 0);
            }
            System.arraycopy(content, taken, packets, base + TsPacket.SIZE - size, size);
            taken += size;
        }
        return packets;
    }

    /** An adaptation field of so many bytes, without flags. */
    private static void adaptation(byte[] target, int at, int bytes) {
        if (bytes > 0) {
            Arrays.fill(target, at, at + bytes, (byte) 0xFF);
            target[at] = (byte) (bytes - 1);
        }
        if (bytes > 1) {
            target[at + 1] = 0;
        }
    }
}
