package io.acexy.core.mpegts;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The parameter sets in force: what a decoder must have before it can read a picture, however long ago it was sent. For H.264
 * these are the sequence and picture parameter sets, for HEVC the video parameter sets too, for MPEG-2 the sequence header
 * with its extensions. A set that comes again as it was costs nothing; one that is too long, or one too many, is not kept.
 */
final class ParameterSets {

    /** As parts of a mask: which kinds there are. */
    static final int VIDEO = 1;

    static final int SEQUENCE = 2;
    static final int PICTURE = 4;

    private static final int LONGEST = 2048;
    private static final int MOST = 32;
    private static final int START_CODE = 4;
    private static final int H264_ID_OF_SEQUENCE = 4;

    /** One set; {@code key} is the same for two of which the later replaces the earlier. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Entry(int kind, int key, byte[] bytes) {}

    private final List<Entry> entries = new ArrayList<>();
    private final byte[] unit = new byte[LONGEST];
    private VideoCodec codec = VideoCodec.NONE;
    private int kind;
    private int filled;
    private boolean tooLong;
    private PictureFormat picture;

    /** Forgets all of them. */
    void clear(VideoCodec next) {
        codec = next;
        entries.clear();
        picture = null;
        filled = 0;
    }

    /** The next bytes are a set of this kind, from its header on. */
    void begin(int kindOfUnit) {
        kind = kindOfUnit;
        filled = 0;
        tooLong = false;
    }

    void append(int value) {
        if (filled == LONGEST) {
            tooLong = true;
        } else {
            unit[filled++] = (byte) value;
        }
    }

    /** The set is whole, but for this many bytes that belong to what follows. */
    void end(int surplus) {
        int length = filled - surplus;
        while (length > 0 && unit[length - 1] == 0) {
            length--;
        }
        filled = 0;
        if (!tooLong && length > 2 && isOfBaseLayer()) {
            store(length);
        }
    }

    /** What the last sequence says of its pictures; null where that is not known. */
    PictureFormat picture() {
        return picture;
    }

    /** Kinds that are known, as a mask. */
    int kinds() {
        int mask = 0;
        for (int i = 0; i < entries.size(); i++) {
            mask |= entries.get(i).kind;
        }
        return mask;
    }

    /** All of them, each after a start code, in the order in which they refer to each other. */
    byte[] bytes() {
        byte[] all = new byte
                [entries.stream()
                        .mapToInt(entry -> START_CODE + entry.bytes.length)
                        .sum()];
        int at = 0;
        for (int wanted = VIDEO; wanted <= PICTURE; wanted <<= 1) {
            for (Entry entry : entries) {
                if (entry.kind == wanted) {
                    all[at + START_CODE - 1] = 1;
                    System.arraycopy(entry.bytes, 0, all, at + START_CODE, entry.bytes.length);
                    at += START_CODE + entry.bytes.length;
                }
            }
        }
        return all;
    }

    /** Further views of MV-HEVC have sets of their own, which only their decoders want. */
    private boolean isOfBaseLayer() {
        return codec != VideoCodec.HEVC || ((unit[0] & 0x01) == 0 && (unit[1] & 0xF8) == 0);
    }

    private void store(int length) {
        int key = key(length);
        for (int i = 0; i < entries.size(); i++) {
            Entry known = entries.get(i);
            if (known.kind == kind && known.key == key) {
                if (!Arrays.equals(known.bytes, 0, known.bytes.length, unit, 0, length)) {
                    entries.remove(i);
                    add(key, length);
                }
                return;
            }
        }
        add(key, length);
    }

    /** What refers to an earlier sequence is of no use with another. */
    private void add(int key, int length) {
        if (kind == SEQUENCE) {
            entries.removeIf(entry -> entry.kind == PICTURE);
        }
        if (entries.size() < MOST) {
            byte[] set = Arrays.copyOf(unit, length);
            entries.add(new Entry(kind, key, set));
            if (kind == SEQUENCE) {
                picture = PictureFormat.of(codec, set).orElse(picture);
            }
        }
    }

    private int key(int length) {
        return switch (codec) {
            case H264 -> expGolomb(kind == SEQUENCE ? H264_ID_OF_SEQUENCE : 1, length);
            case HEVC -> kind == PICTURE ? expGolomb(2, length) : 0;
            case MPEG2 -> kind == PICTURE ? unit[1] >>> 4 & 0x0F : 0; // the extension's identifier
            case NONE, OTHER -> 0;
        };
    }

    /** An unsigned number of variable length (ITU-T H.264, 9.1) that begins a byte; identifiers are at most 255. */
    private int expGolomb(int at, int length) {
        int bits = 0;
        for (int i = 0; i < 3; i++) {
            bits = bits << 8 | (at + i < length ? unit[at + i] & 0xFF : 0);
        }
        int zeros = Math.min(Integer.numberOfLeadingZeros(bits << 8), 8);
        return (bits >>> (24 - 2 * zeros - 1)) - 1;
    }
}
