package io.acexy.server.config;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.zip.CRC32;

/**
 * The id of an HDHomeRun device: eight hexadecimal digits, whose last one follows from the others. Rule of libhdhomerun ({@code
 * hdhomerun_discover_validate_device_id}), as which tools refuse others. Immutable.
 *
 * @param value all eight digits
 */
public record DeviceId(int value) {

    /** What each second digit counts for. */
    private static final String TABLE = "A5F67C1B928D43E0";

    private static final int DIGITS = 8;

    /** The series of devices that are told by their addresses; older ones are spoken to in another way. */
    private static final int SERIES = 0x10;

    private static final int NOT_OLD = 4;

    public DeviceId {
        if (sum(value) != 0) {
            throw new IllegalArgumentException("its last digit must be "
                    + Integer.toHexString((value & 0xf) ^ sum(value)).toUpperCase(Locale.ROOT));
        }
    }

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException where it is none
     */
    public static DeviceId parse(String text) {
        if (!text.matches("[0-9A-Fa-f]{8}")) {
            throw new IllegalArgumentException("it is not eight hexadecimal digits");
        }
        return new DeviceId(Integer.parseUnsignedInt(text, 16));
    }

    /** One that is the same for the same seed, and looks like that of a current device. */
    public static DeviceId from(String seed) {
        CRC32 sum = new CRC32();
        sum.update(seed.getBytes(StandardCharsets.UTF_8));
        int hash = (int) sum.getValue();
        int third = NOT_OLD + Integer.remainderUnsigned(hash >>> 16, 16 - NOT_OLD);
        int without = (SERIES << 24) | (third << 20) | ((hash & 0xffff) << 4);
        return new DeviceId(without | sum(without));
    }

    private static int sum(int value) {
        int sum = 0;
        for (int i = 0; i < DIGITS; i++) {
            int digit = (value >>> (4 * (DIGITS - 1 - i))) & 0xf;
            sum ^= i % 2 == 0 ? Character.digit(TABLE.charAt(digit), 16) : digit;
        }
        return sum;
    }

    /** As devices write it. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%08X", value);
    }
}
