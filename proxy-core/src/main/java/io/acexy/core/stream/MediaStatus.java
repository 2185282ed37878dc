package io.acexy.core.stream;

import io.acexy.core.broadcast.RingStatus;
import io.acexy.core.mpegts.Track;
import java.util.List;

/**
 * The media of a stream at one moment.
 *
 * @param ring what is held
 * @param lastNanos when media was published last, by the loops' ticker; 0 before the first
 * @param tracks what it is made of; empty before a programme map has come
 */
public record MediaStatus(RingStatus ring, long lastNanos, List<Track> tracks) {

    /** Before any has come. */
    public static final MediaStatus NONE = new MediaStatus(RingStatus.EMPTY, 0, List.of());
}
