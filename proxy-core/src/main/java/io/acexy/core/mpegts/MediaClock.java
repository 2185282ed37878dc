package io.acexy.core.mpegts;

/**
 * How much media has gone by: the stream's own time stamps added up to a count that never goes back, in ticks of 27 MHz.
 *
 * <p>Steps forward of up to ten seconds count; anything else is a discontinuity, over which no time passes. PCR rules as
 * soon as one has been seen; until then decoding time stamps drive the clock.
 */
final class MediaClock {

    static final long TICKS_PER_SECOND = 27_000_000;

    private static final int TICKS_PER_TIMESTAMP = 300;

    /** Time stamps have 33 bits of 90 kHz. */
    private static final long WRAP = (1L << 33) * TICKS_PER_TIMESTAMP;

    private static final long LONGEST_STEP = 10 * TICKS_PER_SECOND;

    private static final long NONE = -1;

    private long mediaTime;
    private long reference = NONE;
    private boolean started;
    private boolean drivenByPcr;
    private long discontinuities;

    /** A PCR in ticks of 27 MHz; {@code newTimeBase} when the stream announces that it does not continue the last one. */
    void pcr(long ticks, boolean newTimeBase) {
        if (!drivenByPcr) {
            drivenByPcr = true;
            reference = NONE;
        }
        if (newTimeBase && reference != NONE) {
            reference = NONE;
            discontinuities++;
        }
        advance(ticks);
    }

    /** A decoding time stamp in ticks of 90 kHz; without effect once there is a PCR. */
    void timestamp(long dts) {
        if (!drivenByPcr) {
            advance(dts * TICKS_PER_TIMESTAMP);
        }
    }

    /** The time stamps that follow come from elsewhere: other PIDs, another programme. */
    void changeSource() {
        drivenByPcr = false;
        reference = NONE;
    }

    long mediaTime() {
        return mediaTime;
    }

    boolean isStarted() {
        return started;
    }

    long discontinuities() {
        return discontinuities;
    }

    private void advance(long ticks) {
        if (reference != NONE) {
            long step = Math.floorMod(ticks - reference, WRAP);
            if (step <= LONGEST_STEP) {
                mediaTime += step;
            } else {
                discontinuities++;
            }
        }
        reference = ticks;
        started = true;
    }
}
