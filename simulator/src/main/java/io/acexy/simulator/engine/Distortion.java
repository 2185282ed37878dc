package io.acexy.simulator.engine;

import static io.acexy.simulator.media.EndlessMedia.PACKET_SIZE;

import io.acexy.simulator.media.EndlessMedia;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** What a script does to single packets. Depends on nothing but the packet, so that two readers get the same. */
enum Distortion {
    NONE,
    /** As cameras and Blu-ray discs have it. */
    TIMED {
        @Override
        byte[] before(long packet) {
            return ByteBuffer.allocate(4).putInt((int) (packet * 0x47_11)).array();
        }
    },
    /** As receivers have it from the air: the code is of Reed and Solomon. */
    CORRECTED {
        @Override
        byte[] behind(long packet) {
            return ByteBuffer.allocate(16)
                    .putLong(packet * 0x47_11)
                    .putLong(~packet)
                    .array();
        }
    },
    CORRUPT {
        @Override
        int apply(EndlessMedia media, long packet, byte[] bytes) {
            if (Math.floorMod(packet, CUT_EVERY) == 0) {
                return CUT_TO;
            }
            if (Math.floorMod(packet, GARBLE_EVERY) == 0) {
                for (int i = 0; i < PACKET_SIZE; i += 3) {
                    bytes[i] ^= (byte) (packet + i);
                }
            }
            return PACKET_SIZE;
        }
    },
    WRONG_CRC {
        @Override
        int apply(EndlessMedia media, long packet, byte[] bytes) {
            if (media.isTable(packet)) {
                int section = HEADER + 1 + (bytes[HEADER] & 0xFF);
                int end = section + 3 + ((bytes[section + 1] & 0x0F) << 8 | (bytes[section + 2] & 0xFF));
                bytes[Math.min(end, PACKET_SIZE) - 1] ^= 1;
            }
            return PACKET_SIZE;
        }
    },
    WITHOUT_VIDEO {
        @Override
        int apply(EndlessMedia media, long packet, byte[] bytes) {
            return media.isVideo(packet) ? clockOnly(media, packet, bytes) : PACKET_SIZE;
        }
    },
    WITHOUT_KEYFRAMES {
        @Override
        int apply(EndlessMedia media, long packet, byte[] bytes) {
            return media.isKeyframePart(packet) ? clockOnly(media, packet, bytes) : PACKET_SIZE;
        }
    };

    private static final int HEADER = 4;
    private static final int CUT_EVERY = 300;
    private static final int CUT_TO = 100;
    private static final int GARBLE_EVERY = 20;

    private static final byte[] NOTHING = {};

    /**
     * Changes a packet in place.
     *
     * @return how many of its bytes are sent, 0 to 188
     */
    int apply(EndlessMedia media, long packet, byte[] bytes) {
        return PACKET_SIZE;
    }

    /** What is sent before a packet's first byte. */
    byte[] before(long packet) {
        return NOTHING;
    }

    /** What is sent behind a packet's last byte. */
    byte[] behind(long packet) {
        return NOTHING;
    }

    static Distortion of(EngineScript script) {
        return switch (script) {
            case WRONG_CRC -> WRONG_CRC;
            case PACKETS_OF_192 -> TIMED;
            case PACKETS_OF_204 -> CORRECTED;
            case CORRUPT_TS -> CORRUPT;
            case AUDIO_ONLY -> WITHOUT_VIDEO;
            case NO_KEYFRAMES -> WITHOUT_KEYFRAMES;
            default -> NONE;
        };
    }

    /** Keeps a PCR as an adaptation field without payload; drops the packet where there is none. */
    private static int clockOnly(EndlessMedia media, long packet, byte[] bytes) {
        if (!media.hasPcr(packet)) {
            return 0;
        }
        int fieldEnd = HEADER + 1 + 1 + 6;
        bytes[1] &= (byte) ~0x40;
        bytes[3] = (byte) (0x20 | (bytes[3] & 0x0F));
        bytes[HEADER] = (byte) (PACKET_SIZE - HEADER - 1);
        bytes[HEADER + 1] = 0x10;
        Arrays.fill(bytes, fieldEnd, PACKET_SIZE, (byte) 0xFF);
        return PACKET_SIZE;
    }
}
