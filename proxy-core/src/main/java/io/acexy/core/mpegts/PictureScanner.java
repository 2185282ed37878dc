package io.acexy.core.mpegts;

import io.netty.buffer.ByteBuf;

/**
 * Reads a video stream over packet borders and says where its access units and their pictures begin, and at which of them
 * decoding can begin too.
 *
 * <ul>
 *   <li>H.264 (ITU-T H.264, 7.4.1 and annex B): an IDR picture, or one with a recovery point, once parameter sets are known;
 *       or an I picture that comes with its own, as encoders without IDR pictures send it. A recovery point counts whatever
 *       its recovery_frame_cnt: with gradual refresh the picture builds up within that many frames, and nothing better will
 *       come.
 *   <li>HEVC (ITU-T H.265, 7.4.2.2): an IRAP picture (NAL types 16 to 21: BLA, IDR, CRA), or one with a recovery point.
 *   <li>MPEG-2 (ISO/IEC 13818-2, 6.2): an I picture, once a sequence header is known. A sequence header alone says nothing: it
 *       may be repeated before any picture.
 * </ul>
 *
 * <p>The second field of a key picture has none of these sets and follows at once; it is no beginning.
 */
final class PictureScanner {

    /** Is told what has been found. Called inside {@link #scan}. */
    interface Listener {

        /**
         * An access unit begins with the unit whose header is at this index.
         *
         * @param first whether it is the first thing in its PES packet
         */
        void accessUnit(int header, boolean first);

        /**
         * The picture of the access unit.
         *
         * @param key whether decoding can begin there
         * @param whole whether all that is needed for it has come within the access unit, and behind its beginning
         * @return whether to read on
         */
        boolean picture(boolean key, boolean whole);
    }

    private enum Part {
        /** Nothing matters until the next start code. */
        REST,
        HEAD,
        MESSAGES,
        PARAMETERS
    }

    /** A unit that begins so far into its PES packet is its first: there may be zeros before the start code. */
    private static final int FIRST = 8;

    private static final int START_CODE = 0x00_0001;
    private static final int START_CODE_LENGTH = 3;
    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final long SIGNS = 0x8080_8080_8080_8080L;

    private final ParameterSets sets;
    private final Listener listener;
    private final SeiReader messages = new SeiReader();

    private VideoCodec codec = VideoCodec.NONE;
    private int needed;

    /** The last bytes; the lowest three make a start code or not. */
    private int window;

    /** Bytes of the PES packet before the ones being read. */
    private int before;

    private Part part = Part.REST;
    private int head;
    private int headLength;

    /** Where the unit being read began; -1 when not in these bytes. */
    private int unitAt;

    private boolean unitIsFirst;
    private boolean positioned;
    private boolean pictureSeen = true;
    private boolean recoveryPoint;
    private boolean announcedIntra;
    private boolean afterKey;

    /** Kinds of parameter sets since the last picture; and those of them behind the beginning of the access unit. */
    private int own;

    private int included;

    PictureScanner(ParameterSets sets, Listener listener) {
        this.sets = sets;
        this.listener = listener;
    }

    /** Another stream, of which nothing is known. */
    void reset(VideoCodec next) {
        codec = next;
        needed = switch (next) {
            case H264 -> ParameterSets.SEQUENCE | ParameterSets.PICTURE;
            case HEVC -> ParameterSets.VIDEO | ParameterSets.SEQUENCE | ParameterSets.PICTURE;
            case MPEG2, NONE, OTHER -> ParameterSets.SEQUENCE;
        };
        sets.clear(next);
        lose();
    }

    /** Something is missing before what comes next. */
    void lose() {
        part = Part.REST;
        window = -1;
        positioned = false;
        afterKey = false;
        pictureSeen = true;
        forgetUnit();
    }

    /** The next bytes begin a PES packet. */
    void begin() {
        endUnit(0);
        window = -1;
        before = 0;
        positioned = false;
    }

    /** The bytes that would follow are of no interest. */
    void leave() {
        part = Part.REST;
    }

    /** Takes the next bytes; false when the listener wants no more of them. */
    boolean scan(ByteBuf buffer, int from, int to) {
        unitAt = -1;
        int at = from;
        while (at < to) {
            if (part == Part.REST && (window & 0xFF) != 0 && (window & 0xFF_FFFF) != START_CODE) {
                at = skip(buffer, at, to);
                if (at == to) {
                    break;
                }
            }
            int value = buffer.getUnsignedByte(at);
            if ((window & 0xFF_FFFF) == START_CODE) {
                endUnit(START_CODE_LENGTH);
                unitIsFirst = before + at - from <= FIRST;
                unitAt = at;
                beginUnit(value);
            } else if (part != Part.REST && !attend(value)) {
                return false;
            }
            window = window << 8 | value;
            at++;
        }
        before = Math.min(before + to - from, FIRST + 1);
        return true;
    }

    /** The start code has zeros: where eight bytes have none, nothing begins. */
    private int skip(ByteBuf buffer, int from, int to) {
        int at = from;
        while (at + Long.BYTES <= to) {
            long eight = buffer.getLong(at);
            if ((eight - ONES & ~eight & SIGNS) != 0) {
                break;
            }
            at += Long.BYTES;
        }
        while (at < to && buffer.getByte(at) != 0) {
            at++;
        }
        if (at > from) {
            window = -1;
        }
        return at;
    }

    private void endUnit(int surplus) {
        if (part == Part.PARAMETERS) {
            sets.end(surplus);
        }
        part = Part.REST;
    }

    private void beginUnit(int value) {
        head = value;
        headLength = 1;
        part = Part.HEAD;
        if (unitIsFirst) {
            position();
        }
        switch (codec) {
            case H264 -> beginH264(value);
            case HEVC -> beginHevc(value);
            case MPEG2 -> beginMpeg2(value);
            case NONE, OTHER -> part = Part.REST;
        }
    }

    private void beginH264(int value) {
        int type = (value & 0x80) != 0 ? 0 : value & 0x1F;
        switch (type) {
            case 1, 2, 5 -> {} // the next byte tells whether a picture begins
            case 6, 9 -> separate();
            case 7 -> parameters(ParameterSets.SEQUENCE, value);
            case 8 -> parameters(ParameterSets.PICTURE, value);
            default -> part = Part.REST;
        }
        if (type == 6) {
            part = Part.MESSAGES;
            messages.begin();
        }
    }

    private void beginHevc(int value) {
        int type = (value & 0x81) != 0 ? -1 : value >>> 1;
        switch (type) {
            case 32 -> parameters(ParameterSets.VIDEO, value);
            case 33 -> parameters(ParameterSets.SEQUENCE, value);
            case 34 -> parameters(ParameterSets.PICTURE, value);
            case 35, 39 -> separate();
            default -> part = type >= 0 && type < 22 ? Part.HEAD : Part.REST;
        }
    }

    private void beginMpeg2(int value) {
        switch (value) {
            case 0x00 -> separate();
            case 0xB3 -> parameters(ParameterSets.SEQUENCE, value);
            case 0xB5 -> {
                if (!pictureSeen && own != 0) {
                    parameters(ParameterSets.PICTURE, value);
                } else {
                    part = Part.REST;
                }
            }
            case 0xB8 -> {
                separate();
                part = Part.REST;
            }
            default -> part = Part.REST;
        }
    }

    private void parameters(int kind, int value) {
        separate();
        own |= kind;
        included |= kind;
        part = Part.PARAMETERS;
        sets.begin(kind);
        sets.append(value);
    }

    /** A unit of a kind that, behind a picture, begins the next access unit. */
    private void separate() {
        if (pictureSeen) {
            pictureSeen = false;
            forgetUnit();
            if (!unitIsFirst) {
                position();
            }
        }
    }

    private void forgetUnit() {
        own = 0;
        included = 0;
        recoveryPoint = false;
        announcedIntra = false;
    }

    private void position() {
        included = 0;
        positioned = true;
        listener.accessUnit(unitAt, unitIsFirst);
    }

    /** One more byte of a unit that matters; false when no more are wanted. */
    private boolean attend(int value) {
        switch (part) {
            case PARAMETERS -> sets.append(value);
            case MESSAGES -> recoveryPoint |= messages.takes(value);
            case HEAD -> {
                head = head << 8 | value;
                headLength++;
                return switch (codec) {
                    case H264 -> headH264(value);
                    case HEVC -> headHevc(value);
                    case MPEG2 -> headMpeg2(value);
                    case NONE, OTHER -> true;
                };
            }
            case REST -> {}
        }
        return true;
    }

    /** Header, and the byte with first_mb_in_slice and slice_type; or with primary_pic_type. */
    private boolean headH264(int value) {
        part = Part.REST;
        int type = head >>> 8 & 0x1F;
        if (type == 9) {
            announcedIntra = value >>> 5 == 0;
            return true;
        }
        if ((value & 0x80) == 0) {
            return true; // not the first slice
        }
        int zeros = Integer.numberOfLeadingZeros((value & 0x7F) << 25);
        int sliceType = zeros > 3 ? -1 : ((value & 0x7F) >>> (6 - 2 * zeros)) - 1;
        return picture(type == 5, sliceType == 2 || sliceType == 7);
    }

    /** Two bytes of header, and the one with first_slice_segment_in_pic_flag or with pic_type. */
    private boolean headHevc(int value) {
        int type = (head >>> (8 * (headLength - 1) + 1)) & 0x3F;
        if (headLength == 2) {
            if ((value & 0xF8) != 0) {
                part = Part.REST; // of another layer
            } else if (type == 39) {
                part = Part.MESSAGES;
                messages.begin();
            }
            return true;
        }
        part = Part.REST;
        if (type == 35) {
            announcedIntra = value >>> 5 == 0;
            return true;
        }
        return (value & 0x80) == 0 || picture(type >= 16, announcedIntra);
    }

    /** Ten bits of temporal_reference, three of picture_coding_type. */
    private boolean headMpeg2(int value) {
        if (headLength < 3) {
            return true;
        }
        part = Part.REST;
        return picture((value >>> 3 & 0x07) == 1, false);
    }

    private boolean picture(boolean random, boolean intra) {
        if (pictureSeen) { // nothing stood before it
            forgetUnit();
            if (unitAt >= 0 && !unitIsFirst) {
                position();
            }
        }
        boolean equipped = (own & needed) == needed;
        boolean decodable = equipped || (sets.kinds() & needed) == needed;
        boolean key = positioned && decodable && (random || recoveryPoint || (intra && equipped));
        key = key && (equipped || !afterKey);
        afterKey = key;
        pictureSeen = true;
        positioned = false;
        boolean whole = (included & needed) == needed;
        return listener.picture(key, whole);
    }
}
