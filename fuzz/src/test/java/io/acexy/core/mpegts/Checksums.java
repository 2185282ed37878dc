package io.acexy.core.mpegts;

import java.util.Arrays;

/** Puts the right checksum behind each table that lies in one packet: a fuzzer does not find it. */
final class Checksums {

    private static final int LENGTH_BYTES = 3;
    private static final int CRC_BYTES = 4;

    private Checksums() {}

    static void mend(byte[] packets) {
        for (int at = 0; at + TsPacket.SIZE <= packets.length; at += TsPacket.SIZE) {
            boolean starts = (packets[at + 1] & 0x40) != 0 && (packets[at + 3] & 0x30) == 0x10;
            int section = at + TsPacket.HEADER_SIZE + 1 + (packets[at + TsPacket.HEADER_SIZE] & 0xFF);
            if (starts && section + LENGTH_BYTES < at + TsPacket.SIZE) {
                mend(packets, section, at + TsPacket.SIZE);
            }
        }
    }

    private static void mend(byte[] packets, int section, int end) {
        int table = packets[section];
        int length = ((packets[section + 1] & 0x0F) << 8) | (packets[section + 2] & 0xFF);
        int crc = section + LENGTH_BYTES + length - CRC_BYTES;
        if ((table == 0 || table == 2) && length > CRC_BYTES && crc + CRC_BYTES <= end) {
            byte[] whole = Arrays.copyOfRange(packets, section, crc);
            int sum = MpegCrc32.of(whole, whole.length);
            for (int i = 0; i < CRC_BYTES; i++) {
                packets[crc + i] = (byte) (sum >>> (8 * (CRC_BYTES - 1 - i)));
            }
        }
    }
}
