package io.acexy.server.play;

import io.acexy.core.stream.StreamFailure;
import io.acexy.server.http.Failure;
import io.acexy.server.http.FailureKind;

/** What a stream's failure is at the door. */
final class PlayFailures {

    private PlayFailures() {}

    static Failure of(StreamFailure why) {
        if (why.kind() == StreamFailure.Kind.ON_DEMAND) {
            return new Failure(
                    FailureKind.NOT_SUPPORTED, why.reason(), "films are at /ace/getstream, as files", why.retryAfter());
        }
        if (why.kind() == StreamFailure.Kind.UNSUPPORTED) {
            return new Failure(
                    FailureKind.NOT_SUPPORTED,
                    why.reason(),
                    "leave profile= away, or have the program installed",
                    why.retryAfter());
        }
        return Failure.of(kind(why.kind()), why.reason(), why.retryAfter());
    }

    private static FailureKind kind(StreamFailure.Kind kind) {
        return switch (kind) {
            case BAD_REQUEST -> FailureKind.BAD_REQUEST;
            case ON_DEMAND, UNSUPPORTED -> FailureKind.NOT_SUPPORTED;
            case CONTENT_UNKNOWN -> FailureKind.CONTENT_UNKNOWN;
            case CONTENT_UNAVAILABLE, ENGINE_FAILED -> FailureKind.ENGINE_FAILED;
            case LOOP -> FailureKind.LOOP;
            case NO_ENGINE -> FailureKind.NO_ENGINE;
            case TOO_MANY_STREAMS -> FailureKind.LIMIT_STREAMS;
            case LIMIT_REACHED, SENT_AWAY -> FailureKind.LIMIT_REACHED;
            case SHUTTING_DOWN -> FailureKind.SHUTTING_DOWN;
            case NO_MEDIA_IN_TIME -> FailureKind.NO_MEDIA_IN_TIME;
            case ENDED -> FailureKind.ENDED;
            case TOO_SLOW -> FailureKind.TOO_SLOW;
            case INTERNAL -> FailureKind.INTERNAL;
        };
    }
}
