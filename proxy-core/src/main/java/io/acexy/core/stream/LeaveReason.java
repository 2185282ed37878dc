package io.acexy.core.stream;

import java.util.Locale;

/** Why a player's seat is empty. The first cause is the reason: what comes of the end itself is no news. */
public enum LeaveReason {
    /** He has closed his connection. */
    CLIENT_LEFT,
    /** Somebody in charge has sent him away. */
    KICKED,
    /** The same device has asked for something else. */
    REPLACED,
    /** Somebody of a higher class has taken his place. */
    OUTRANKED,
    /** The ring has overtaken him, and the policy is to close. */
    LAGGED,
    /** He accepted no byte for too long. */
    STALLED,
    /** The network broke his connection. */
    BROKEN,
    /** The stream has ended, which had media. */
    STREAM_ENDED,
    /** The stream has failed before it had any that he could begin with. */
    STREAM_FAILED,
    /** He was given no seat. */
    REFUSED,
    /** This program ends. */
    SHUTDOWN,
    /** A mistake of this program. */
    INTERNAL;

    /** For logs and metrics. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What the end of a stream is to those who sit in it. */
    public static LeaveReason of(StreamFailure failure) {
        return switch (failure.kind()) {
            case SHUTTING_DOWN -> SHUTDOWN;
            case INTERNAL -> INTERNAL;
            case ENDED -> STREAM_ENDED;
            case TOO_SLOW -> LAGGED;
            case LIMIT_REACHED, TOO_MANY_STREAMS -> REFUSED;
            case SENT_AWAY -> KICKED;
            default -> STREAM_FAILED;
        };
    }
}
