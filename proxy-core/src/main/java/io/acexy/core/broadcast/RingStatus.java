package io.acexy.core.broadcast;

/**
 * What a ring holds at one moment. Times are ticks of 27 MHz of the stream's media clock.
 *
 * @param bytes of media
 * @param oldest the media clock behind its oldest chunk; 0 when it is empty
 * @param newest the media clock behind its newest chunk; 0 when it is empty
 */
public record RingStatus(long bytes, long oldest, long newest) {

    /** Nothing. */
    public static final RingStatus EMPTY = new RingStatus(0, 0, 0);
}
