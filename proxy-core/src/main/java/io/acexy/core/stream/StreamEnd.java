package io.acexy.core.stream;

import java.time.Duration;

/**
 * A stream is gone.
 *
 * @param cause why
 * @param lasted since it was opened
 * @param totals what it has done
 */
public record StreamEnd(Cause cause, Duration lasted, StreamTotals totals) {

    /** Why a stream ends. */
    public enum Cause {
        /** Nobody has watched for a while. */
        UNWATCHED,
        /** Nobody watched, and another stream wanted its place or its engine. */
        MADE_ROOM,
        /** It has failed; see {@link StreamListener#failed}. */
        FAILED,
        /** It turned out to be another one, which goes on with its players. */
        MERGED,
        /** A newer process of this proxy goes on with it. */
        HANDED_ON,
        /** Somebody in charge has ended it. */
        STOPPED,
        /** This program ends. */
        SHUTDOWN
    }
}
