package io.acexy.core.mpegts;

import io.netty.buffer.ByteBuf;

/**
 * Reads the beginning of an access unit, over packet borders, until it is clear whether decoding can begin there: up to the
 * first slice, at most 64 KiB.
 *
 * <ul>
 *   <li>H.264 (ITU-T H.264, 7.4.1 and annex B): an IDR slice (NAL type 5). Streams without IDR pictures announce the pictures
 *       to begin with by a recovery point (SEI payload type 6); such a one counts if a sequence parameter set is there too,
 *       because without it a newcomer cannot decode. It counts whatever its recovery_frame_cnt: with intra refresh the
 *       picture builds up within that many frames, and nothing better will come.
 *   <li>HEVC (ITU-T H.265, 7.4.2.2): an IRAP slice (NAL types 16 to 21: BLA, IDR, CRA).
 *   <li>MPEG-2 (ISO/IEC 13818-2, 6.2): a sequence header. An I picture without one does not count, because a newcomer cannot
 *       decode it.
 * </ul>
 */
final class PictureScanner {

    /** What is known after the bytes so far. */
    enum Verdict {
        UNDECIDED,
        KEYFRAME,
        OTHER
    }

    private enum Sei {
        OUTSIDE,
        TYPE,
        SIZE,
        PAYLOAD
    }

    private static final int LONGEST_SCAN = 64 * 1024;
    private static final int START_CODE = 0x00_0001;
    private static final int FORBIDDEN_BIT = 0x80;
    private static final int RECOVERY_POINT = 6;

    private VideoCodec codec = VideoCodec.NONE;

    /** The last bytes; the lowest three make a start code or not. */
    private int window;

    private int scanned;
    private boolean parameterSet;
    private boolean recoveryPoint;
    private Sei sei = Sei.OUTSIDE;
    private int seiType;
    private int seiSize;

    /** The next bytes begin an access unit. */
    void begin(VideoCodec codecOfUnit) {
        codec = codecOfUnit;
        window = -1;
        scanned = 0;
        parameterSet = false;
        recoveryPoint = false;
        sei = Sei.OUTSIDE;
    }

    Verdict scan(ByteBuf buffer, int from, int to) {
        for (int at = from; at < to; at++) {
            int value = buffer.getUnsignedByte(at);
            if ((window & 0xFF_FFFF) == START_CODE) {
                Verdict verdict = unit(value);
                if (verdict != Verdict.UNDECIDED) {
                    return verdict;
                }
            } else if (sei != Sei.OUTSIDE) {
                seiByte(value);
            }
            window = window << 8 | value;
        }
        scanned += to - from;
        return scanned < LONGEST_SCAN ? Verdict.UNDECIDED : Verdict.OTHER;
    }

    private Verdict unit(int value) {
        sei = Sei.OUTSIDE;
        return switch (codec) {
            case H264 -> h264(value);
            case HEVC -> hevc(value);
            case MPEG2 -> mpeg2(value);
            case NONE, OTHER -> Verdict.OTHER;
        };
    }

    private Verdict h264(int header) {
        if ((header & FORBIDDEN_BIT) != 0) {
            return Verdict.UNDECIDED;
        }
        return switch (header & 0x1F) {
            case 5 -> Verdict.KEYFRAME;
            case 1, 2, 3, 4 -> parameterSet && recoveryPoint ? Verdict.KEYFRAME : Verdict.OTHER;
            case 6 -> {
                sei = Sei.TYPE;
                seiType = 0;
                yield Verdict.UNDECIDED;
            }
            case 7 -> {
                parameterSet = true;
                yield Verdict.UNDECIDED;
            }
            default -> Verdict.UNDECIDED;
        };
    }

    private static Verdict hevc(int header) {
        int type = header >>> 1 & 0x3F;
        if ((header & FORBIDDEN_BIT) != 0 || type >= 32) {
            return Verdict.UNDECIDED;
        }
        return type >= 16 && type <= 21 ? Verdict.KEYFRAME : Verdict.OTHER;
    }

    private static Verdict mpeg2(int startCode) {
        if (startCode == 0xB3) {
            return Verdict.KEYFRAME;
        }
        return startCode <= 0xAF ? Verdict.OTHER : Verdict.UNDECIDED;
    }

    /** One byte of an SEI message (ITU-T H.264, 7.3.2.3.1): type and size are sums that go on while the byte is 0xFF. */
    private void seiByte(int value) {
        if (value == 3 && (window & 0xFFFF) == 0) {
            return; // inserted to prevent a false start code
        }
        switch (sei) {
            case TYPE -> {
                seiType += value;
                if (value != 0xFF) {
                    recoveryPoint |= seiType == RECOVERY_POINT;
                    seiSize = 0;
                    sei = Sei.SIZE;
                }
            }
            case SIZE -> {
                seiSize += value;
                if (value != 0xFF) {
                    seiType = 0;
                    sei = seiSize == 0 ? Sei.TYPE : Sei.PAYLOAD;
                }
            }
            case PAYLOAD -> {
                seiSize--;
                if (seiSize == 0) {
                    sei = Sei.TYPE;
                }
            }
            case OUTSIDE -> {}
        }
    }
}
