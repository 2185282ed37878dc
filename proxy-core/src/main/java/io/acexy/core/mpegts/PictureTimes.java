package io.acexy.core.mpegts;

/**
 * The time stamps of pictures. A PES packet says those of the first that begins in it; those of others are reckoned from the
 * distance of the packets and the number of pictures in one. In ticks of 90 kHz, -1 while unknown.
 */
final class PictureTimes {

    private static final long NONE = -1;
    private static final long RANGE = 1L << 33;

    /** Packets further apart are not reckoned with. */
    private static final long LONGEST = 10 * 90_000;

    private long pts = NONE;
    private long dts = NONE;
    private long distance;
    private int pictures;
    private int picturesBefore = 1;

    void reset() {
        pts = NONE;
        dts = NONE;
        distance = 0;
        pictures = 0;
        picturesBefore = 1;
    }

    /** A PES packet has begun; stamps are those in its header. */
    void packet(long presented, long decoded) {
        if (decoded == NONE && pictures == 0) {
            return; // the stamps stood in the packet before, with the parameter sets
        }
        long step = dts == NONE || decoded == NONE ? 0 : Math.floorMod(decoded - dts, RANGE);
        distance = step <= LONGEST ? step : 0;
        picturesBefore = Math.max(1, pictures);
        pts = presented;
        dts = decoded;
        pictures = 0;
    }

    /** A picture has begun. */
    void picture() {
        pictures++;
    }

    /** How many pictures have begun in the packet. */
    int pictures() {
        return pictures;
    }

    /** Of the next picture. Of one whose own is not sent, the decoding time: rather too early than out of order. */
    long pts() {
        return pictures == 0 ? pts : later(dts);
    }

    /** Of the next picture. */
    long dts() {
        return later(dts);
    }

    private long later(long stamp) {
        return stamp == NONE ? NONE : Math.floorMod(stamp + pictures * distance / picturesBefore, RANGE);
    }
}
