package io.acexy.core.mpegts;

/**
 * Looks for a recovery point in SEI messages, byte by byte (ITU-T H.264, 7.3.2.3.1 and ITU-T H.265, 7.3.2.4): type and size
 * are sums that go on while the byte is 0xFF. The payload type of a recovery point is 6 in both.
 */
final class SeiReader {

    private enum Part {
        TYPE,
        SIZE,
        PAYLOAD
    }

    private static final int RECOVERY_POINT = 6;

    private Part part = Part.TYPE;
    private int type;
    private int size;
    private int zeros;

    /** The next byte is the first of a unit's messages. */
    void begin() {
        part = Part.TYPE;
        type = 0;
        zeros = 0;
    }

    /** Takes the next byte; true when it makes a recovery point known. */
    boolean takes(int value) {
        boolean inserted = value == 3 && zeros >= 2; // to prevent a false start code
        zeros = value == 0 ? zeros + 1 : 0;
        if (inserted) {
            return false;
        }
        switch (part) {
            case TYPE -> {
                type += value;
                if (value != 0xFF) {
                    size = 0;
                    part = Part.SIZE;
                    return type == RECOVERY_POINT;
                }
            }
            case SIZE -> {
                size += value;
                if (value != 0xFF) {
                    type = 0;
                    part = size == 0 ? Part.TYPE : Part.PAYLOAD;
                }
            }
            case PAYLOAD -> {
                size--;
                if (size == 0) {
                    part = Part.TYPE;
                }
            }
        }
        return false;
    }
}
