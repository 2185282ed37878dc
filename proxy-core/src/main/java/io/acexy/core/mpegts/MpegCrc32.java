package io.acexy.core.mpegts;

/** The CRC of PSI sections: polynomial 0x04C11DB7, not reflected, no final inversion (ISO/IEC 13818-1, annex A). */
final class MpegCrc32 {

    private static final int POLYNOMIAL = 0x04C1_1DB7;
    private static final int[] TABLE = table();

    private MpegCrc32() {}

    /** Zero for a section with its own CRC at the end. */
    static int of(byte[] bytes, int length) {
        int crc = -1;
        for (int i = 0; i < length; i++) {
            crc = crc << 8 ^ TABLE[(crc >>> 24 ^ bytes[i]) & 0xFF];
        }
        return crc;
    }

    private static int[] table() {
        int[] table = new int[256];
        for (int value = 0; value < table.length; value++) {
            int crc = value << 24;
            for (int bit = 0; bit < 8; bit++) {
                crc = crc < 0 ? crc << 1 ^ POLYNOMIAL : crc << 1;
            }
            table[value] = crc;
        }
        return table;
    }
}
