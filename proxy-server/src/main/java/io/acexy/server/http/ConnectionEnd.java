package io.acexy.server.http;

import java.util.Locale;

/**
 * Why a connection has ended. The first cause is the reason: what comes of the end itself is no news.
 *
 * @param cause the class, for counting
 * @param detail one line for a log; may be empty
 */
public record ConnectionEnd(Cause cause, String detail) {

    /** Who or what has ended it. */
    public enum Cause {
        /** The other end has closed. */
        CLIENT_LEFT,
        /** Its last request is answered: it, or HTTP, wants no more. */
        ANSWERED,
        /** It sent no whole request in time. */
        IDLE,
        /** It was one too many. */
        REFUSED,
        /** Its address opens connections faster than it may, or has as many without a request as it may. */
        FLOODING,
        /** It accepted no byte for too long. */
        STALLED,
        /** Its stream is over. */
        STREAM_ENDED,
        /** Somebody in charge, or the same device, wanted its place. */
        SENT_AWAY,
        /** The network broke it. */
        BROKEN,
        /** A mistake of this program. */
        INTERNAL,
        /** This program ends. */
        SHUTDOWN;

        /** For logs and status. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static ConnectionEnd of(Cause cause) {
        return new ConnectionEnd(cause, "");
    }
}
