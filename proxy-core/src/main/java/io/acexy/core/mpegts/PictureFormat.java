package io.acexy.core.mpegts;

import java.util.Optional;

/**
 * How large a picture is, as its sequence header or sequence parameter set says (ISO/IEC 13818-2, 6.2.2.1; ITU-T H.264, 7.3.2.1.1;
 * ITU-T H.265, 7.3.2.2.1), less what is cropped.
 *
 * @param width in samples
 * @param height in samples
 * @param profile as {@code codecs} of a media type names it (RFC 6381), such as {@code avc1.640028}; empty where that is not known
 */
public record PictureFormat(int width, int height, String profile) {

    /** No coded picture is larger than the highest level allows (H.265, table A.8: 16,888). */
    private static final int LARGEST = 16_888;

    private static final int MACROBLOCK = 16;
    private static final int CHROMA_420 = 1;
    private static final int CHROMA_444 = 3;

    /** Bits of the general part of a profile_tier_level, its level included. */
    private static final int GENERAL_PROFILE = 96;

    private static final int SUB_PROFILE = 88;
    private static final int SUB_LEVEL = 8;

    /**
     * Reads it.
     *
     * @param set from its header on
     * @return nothing where it cannot be read
     */
    static Optional<PictureFormat> of(VideoCodec codec, byte[] set) {
        PictureFormat read =
                switch (codec) {
                    case H264 -> ofH264(set);
                    case HEVC -> ofHevc(set);
                    case MPEG2 -> ofMpeg2(set);
                    case NONE, OTHER -> null;
                };
        return Optional.ofNullable(read)
                .filter(one -> one.width > 0 && one.height > 0 && one.width <= LARGEST && one.height <= LARGEST);
    }

    private static PictureFormat ofMpeg2(byte[] set) {
        BitReader bits = new BitReader(set, 1);
        PictureFormat read = new PictureFormat(bits.read(12), bits.read(12), "");
        return bits.isOver() ? null : read;
    }

    private static PictureFormat ofH264(byte[] set) {
        BitReader bits = new BitReader(set, 1);
        int profile = bits.read(8);
        int constraints = bits.read(8);
        int level = bits.read(8);
        bits.golomb(); // its identifier
        int chroma = hasChroma(profile) ? readChroma(bits) : CHROMA_420;
        bits.golomb(); // log2_max_frame_num
        skipOrder(bits);
        bits.golomb(); // max_num_ref_frames
        bits.read(1); // gaps_in_frame_num
        int width = (bits.golomb() + 1) * MACROBLOCK;
        int rows = bits.golomb() + 1;
        int fields = 2 - bits.read(1);
        bits.read(fields); // adaptive, where there are fields; and direct inference
        int height = rows * MACROBLOCK * fields;
        if (bits.read(1) == 1) {
            int across = chroma == 1 || chroma == 2 ? 2 : 1;
            int down = (chroma == 1 ? 2 : 1) * fields;
            width -= across * (bits.golomb() + bits.golomb());
            height -= down * (bits.golomb() + bits.golomb());
        }
        String name = String.format("avc1.%02x%02x%02x", profile, constraints, level);
        return bits.isOver() ? null : new PictureFormat(width, height, name);
    }

    private static boolean hasChroma(int profile) {
        return switch (profile) {
            case 44, 83, 86, 100, 110, 118, 122, 128, 134, 135, 138, 139, 244 -> true;
            default -> false;
        };
    }

    private static int readChroma(BitReader bits) {
        int chroma = bits.golomb();
        if (chroma == CHROMA_444) {
            bits.read(1); // separate planes
        }
        bits.golomb(); // depths
        bits.golomb();
        bits.read(1); // transform bypass
        if (bits.read(1) == 1) {
            int lists = chroma == CHROMA_444 ? 12 : 8;
            for (int list = 0; list < lists && !bits.isOver(); list++) {
                if (bits.read(1) == 1) {
                    skipScaling(bits, list < 6 ? 16 : 64);
                }
            }
        }
        return chroma;
    }

    private static void skipScaling(BitReader bits, int size) {
        int last = 8;
        int next = 8;
        for (int i = 0; i < size && !bits.isOver(); i++) {
            if (next != 0) {
                next = last + bits.signedGolomb() & 0xFF;
            }
            last = next == 0 ? last : next;
        }
    }

    /** pic_order_cnt_type, and what belongs to it. */
    private static void skipOrder(BitReader bits) {
        int type = bits.golomb();
        if (type == 0) {
            bits.golomb();
        } else if (type == 1) {
            bits.read(1);
            bits.golomb();
            bits.golomb();
            int cycle = bits.golomb();
            for (int i = 0; i < cycle && !bits.isOver(); i++) {
                bits.golomb();
            }
        }
    }

    private static PictureFormat ofHevc(byte[] set) {
        BitReader bits = new BitReader(set, 2);
        bits.read(4);
        int further = bits.read(3);
        bits.read(1);
        skipProfile(bits, further);
        bits.golomb(); // its identifier
        int chroma = bits.golomb();
        if (chroma == CHROMA_444) {
            bits.read(1);
        }
        int width = bits.golomb();
        int height = bits.golomb();
        if (bits.read(1) == 1) {
            int across = chroma == 1 || chroma == 2 ? 2 : 1;
            int down = chroma == 1 ? 2 : 1;
            width -= across * (bits.golomb() + bits.golomb());
            height -= down * (bits.golomb() + bits.golomb());
        }
        return bits.isOver() ? null : new PictureFormat(width, height, "");
    }

    private static void skipProfile(BitReader bits, int further) {
        bits.skip(GENERAL_PROFILE);
        int present = 0;
        for (int i = 0; i < further; i++) {
            present += bits.read(1) * SUB_PROFILE + bits.read(1) * SUB_LEVEL;
        }
        bits.skip((further > 0 ? 2 * (8 - further) : 0) + present);
    }
}
