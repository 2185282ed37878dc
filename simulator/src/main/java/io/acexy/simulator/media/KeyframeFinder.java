package io.acexy.simulator.media;

/**
 * Says whether a coded picture can be decoded without earlier ones: by the random access indicator, or, where the encoder
 * sets none, by the picture's own start codes (H.264 NAL 5, HEVC NAL 16-21, MPEG-2 sequence header).
 */
final class KeyframeFinder {

    private final int streamType;
    private int window = -1;
    private boolean found;

    KeyframeFinder(int streamType) {
        this.streamType = streamType;
    }

    /** A new picture begins. */
    void reset() {
        window = -1;
        found = false;
    }

    /** Feeds the next bytes of the picture; start codes may be split between calls. */
    boolean scan(byte[] b, int from, int to) {
        for (int i = from; i < to && !found; i++) {
            found = (window & 0xFFFFFF) == 1 && marksKeyframe(b[i] & 0xFF);
            window = window << 8 | (b[i] & 0xFF);
        }
        return found;
    }

    private boolean marksKeyframe(int afterStartCode) {
        return switch (streamType) {
            case 0x1B -> (afterStartCode & 0x1F) == 5;
            case 0x24 -> (afterStartCode >> 1 & 0x3F) >= 16 && (afterStartCode >> 1 & 0x3F) <= 21;
            case 0x01, 0x02 -> afterStartCode == 0xB3;
            default -> false;
        };
    }
}
