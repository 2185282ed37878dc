package io.acexy.core.mpegts;

/** How the keyframes of a video stream are recognised (stream types of ISO/IEC 13818-1, table 2-34). */
public enum VideoCodec {
    /** No video at all. */
    NONE,
    H264,
    HEVC,
    /** MPEG-2 and, whose start codes are the same, MPEG-1. */
    MPEG2,
    /** Video whose payload is not read (VVC, AVS, VC-1 and others): only the random access indicator tells. */
    OTHER;

    static VideoCodec ofStreamType(int streamType) {
        return switch (streamType) {
            case 0x01, 0x02 -> MPEG2;
            case 0x1B -> H264;
            case 0x24 -> HEVC;
            // MPEG-4 part 2, JPEG 2000, VVC, EVC, AVS, AVS2, AVS3, Dirac, VC-1
            case 0x10, 0x21, 0x33, 0x35, 0x42, 0xD1, 0xD2, 0xD4, 0xEA -> OTHER;
            default -> NONE;
        };
    }
}
