package io.acexy.testkit;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.OptionalLong;

/**
 * A clip of twelve packets a second, to be played endlessly where thousands of minutes are to pass in seconds: every two seconds a PAT,
 * a PMT and a keyframe, sound at each fourth packet, a clock reference at each picture. A packet can be made to say which one of the
 * broadcast it is.
 */
public final class SparseClip {

    /** Packets of one loop. */
    public static final int PACKETS = 192;

    /** From keyframe to keyframe. */
    public static final int GROUP = 24;

    private static final int SIZE = 188;
    private static final long CLOCK_RANGE = (1L << 33) * 300;
    private static final int TICKS_PER_PACKET = 27_000_000 / 12;
    private static final int PMT_PID = 0x1020;
    private static final int VIDEO_PID = 0x110;
    private static final int AUDIO_PID = 0x111;

    /** Digits, one a byte, which look like no start code, nor like the end of anything. */
    private static final int DIGITS = 16;

    private static final int DIGIT = 0xA0;

    private static final int[] KEY = {
        0, 0, 1, 0x67, 0x42, 0, 0x1E, 0x88, 0, 0, 1, 0x68, 0xCE, 0x38, 0, 0, 1, 0x65, 0x88, 0x84
    };
    private static final int[] PICTURE = {0, 0, 1, 0x41, 0x9A};
    private static final int[] SOUND = {0xFF, 0xF1, 0x50, 0x80};

    private final int[] counters = new int[0x2000];
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    private SparseClip() {}

    /** The transport stream. */
    public static byte[] bytes() {
        SparseClip clip = new SparseClip();
        for (int n = 0; n < PACKETS; n++) {
            clip.add(n);
        }
        return clip.bytes.toByteArray();
    }

    /** Writes into a packet, in place, which one of the broadcast it is. */
    public static void number(byte[] packet, long number) {
        for (int i = 0; i < DIGITS; i++) {
            packet[SIZE - DIGITS + i] = (byte) (DIGIT | ((int) (number >>> (4 * (DIGITS - 1 - i))) & 0xF));
        }
    }

    /** Which one a packet says it is; nothing where it does not say. */
    public static OptionalLong number(byte[] from, int at) {
        long number = 0;
        for (int i = 0; i < DIGITS; i++) {
            int digit = from[at + SIZE - DIGITS + i] & 0xFF;
            if ((digit & 0xF0) != DIGIT) {
                return OptionalLong.empty();
            }
            number = (number << 4) | (digit & 0xF);
        }
        return OptionalLong.of(number);
    }

    /** Whether a packet is one of a PAT or a PMT. */
    public static boolean isTable(byte[] from, int at) {
        int pid = ((from[at + 1] & 0x1F) << 8) | (from[at + 2] & 0xFF);
        return pid == 0 || pid == PMT_PID;
    }

    /** A packet's clock reference in ticks of 27 MHz; nothing where it has none. */
    public static OptionalLong clock(byte[] packet) {
        boolean has = (packet[3] & 0x20) != 0 && packet[4] > 0 && (packet[5] & 0x10) != 0;
        if (!has) {
            return OptionalLong.empty();
        }
        long base = 0;
        for (int i = 6; i < 10; i++) {
            base = (base << 8) | (packet[i] & 0xFF);
        }
        base = (base << 1) | ((packet[10] & 0xFF) >>> 7);
        return OptionalLong.of(base * 300 + ((packet[10] & 1) << 8) + (packet[11] & 0xFF));
    }

    /** Gives a packet that has a clock reference another one, in ticks of 27 MHz; it wraps as on air. */
    public static void setClock(byte[] packet, long ticks) {
        long pcr = Math.floorMod(ticks, CLOCK_RANGE);
        long field = ((pcr / 300) << 15) | 0x7E00 | (pcr % 300);
        for (int i = 0; i < 6; i++) {
            packet[6 + i] = (byte) (field >>> (8 * (5 - i)));
        }
    }

    private void add(int n) {
        switch (n % GROUP) {
            case 0 -> table(0, 0x00, new int[] {0, 1, 0xE0 | (PMT_PID >> 8), PMT_PID & 0xFF});
            case 1 -> table(PMT_PID, 0x02, streams());
            case 2 -> picture(n, KEY);
            default -> {
                if (n % 4 == 0) {
                    sound(n);
                } else {
                    picture(n, PICTURE);
                }
            }
        }
    }

    private static int[] streams() {
        return new int[] {
            0xE0 | (VIDEO_PID >> 8),
            VIDEO_PID & 0xFF,
            0xF0,
            0,
            0x1B,
            0xE0 | (VIDEO_PID >> 8),
            VIDEO_PID & 0xFF,
            0xF0,
            0,
            0x0F,
            0xE0 | (AUDIO_PID >> 8),
            AUDIO_PID & 0xFF,
            0xF0,
            0
        };
    }

    private void table(int pid, int tableId, int[] body) {
        int length = body.length + 9;
        byte[] section = new byte[length + 3];
        int[] head = {tableId, 0xB0, length, 0, 1, 0xC1, 0, 0};
        put(section, 0, head);
        put(section, head.length, body);
        int crc = crc(section, section.length - 4);
        put(section, section.length - 4, new int[] {crc >>> 24, crc >>> 16, crc >>> 8, crc});
        byte[] packet = packet(pid, true, 0x10);
        packet[4] = 0;
        System.arraycopy(section, 0, packet, 5, section.length);
        bytes.writeBytes(packet);
    }

    private void picture(int n, int[] unit) {
        byte[] packet = packet(VIDEO_PID, true, 0x30);
        long pcr = (long) n * TICKS_PER_PACKET;
        packet[4] = 7;
        packet[5] = (byte) (unit == KEY ? 0x50 : 0x10);
        setClock(packet, pcr);
        pes(packet, 12, 0xE0, pcr / 300, unit);
        bytes.writeBytes(packet);
    }

    private void sound(int n) {
        byte[] packet = packet(AUDIO_PID, true, 0x10);
        pes(packet, 4, 0xC0, (long) n * TICKS_PER_PACKET / 300, SOUND);
        bytes.writeBytes(packet);
    }

    private static void pes(byte[] packet, int at, int streamId, long pts, int[] unit) {
        int[] head = {
            0,
            0,
            1,
            streamId,
            0,
            0,
            0x80,
            0x80,
            5,
            (int) (0x21 | ((pts >>> 30) << 1)),
            (int) (pts >>> 22) & 0xFF,
            ((int) (pts >>> 14) & 0xFE) | 1,
            (int) (pts >>> 7) & 0xFF,
            ((int) (pts << 1) & 0xFE) | 1
        };
        put(packet, at, head);
        put(packet, at + head.length, unit);
    }

    private static void put(byte[] into, int at, int[] values) {
        for (int i = 0; i < values.length; i++) {
            into[at + i] = (byte) values[i];
        }
    }

    private byte[] packet(int pid, boolean start, int control) {
        byte[] packet = new byte[SIZE];
        Arrays.fill(packet, (byte) 0xFF);
        packet[0] = 0x47;
        packet[1] = (byte) ((start ? 0x40 : 0) | (pid >>> 8));
        packet[2] = (byte) pid;
        packet[3] = (byte) (control | (counters[pid]++ & 0x0F));
        return packet;
    }

    /** That of tables (ISO/IEC 13818-1, annex A). */
    private static int crc(byte[] section, int length) {
        int crc = -1;
        for (int i = 0; i < length; i++) {
            crc ^= section[i] << 24;
            for (int bit = 0; bit < 8; bit++) {
                crc = crc < 0 ? (crc << 1) ^ 0x04C11DB7 : crc << 1;
            }
        }
        return crc;
    }
}
