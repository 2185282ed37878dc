package io.acexy.server.play;

import io.acexy.core.engine.FilmHead;
import io.acexy.core.vod.FilmFailure;
import io.acexy.server.http.ConnectionEnd.Cause;
import io.acexy.server.http.Failure;
import io.acexy.server.http.FailureKind;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What an engine says of a film, and what a film's failure is, at the door. */
final class FilmAnswers {

    private static final int OUTSIDE = 416;

    /** What describes the file or the part; what describes the connection to the engine, or the engine, is none of a player's business. */
    private static final Set<String> PASSED = Set.of(
            "content-type",
            "content-length",
            "content-range",
            "accept-ranges",
            "etag",
            "last-modified",
            "content-disposition",
            "content-language");

    /** As {@code X-Content-Duration}, by which players know how long a film is before they have seen its end. */
    private static final String DESCRIPTIVE = "x-content-";

    private FilmAnswers() {}

    /** The engine's headers that are passed on, as they are. */
    static HttpHeaders headers(FilmHead head) {
        HttpHeaders headers = new DefaultHttpHeaders().set(HttpHeaderNames.CACHE_CONTROL, "no-store");
        for (Map.Entry<String, String> header : head.headers()) {
            String name = header.getKey().toLowerCase(Locale.ROOT);
            if (PASSED.contains(name) || name.startsWith(DESCRIPTIVE)) {
                headers.set(name, header.getValue());
            }
        }
        if (head.status() == OUTSIDE) {
            headers.remove(HttpHeaderNames.CONTENT_TYPE).set(HttpHeaderNames.CONTENT_LENGTH, 0);
        } else if (!headers.contains(HttpHeaderNames.CONTENT_TYPE)) {
            headers.set(HttpHeaderNames.CONTENT_TYPE, "application/octet-stream");
        }
        return headers;
    }

    static Failure failure(FilmFailure why) {
        return Failure.of(kind(why.kind()), why.reason(), why.retryAfter());
    }

    private static FailureKind kind(FilmFailure.Kind kind) {
        return switch (kind) {
            case BAD_REQUEST -> FailureKind.BAD_REQUEST;
            case CONTENT_UNKNOWN -> FailureKind.CONTENT_UNKNOWN;
            case ENGINE_FAILED -> FailureKind.ENGINE_FAILED;
            case NO_ENGINE -> FailureKind.NO_ENGINE;
            case TOO_MANY_STREAMS -> FailureKind.LIMIT_STREAMS;
            case REPLACED -> FailureKind.LIMIT_REACHED;
            case SHUTTING_DOWN -> FailureKind.SHUTTING_DOWN;
            case NO_MEDIA_IN_TIME -> FailureKind.NO_MEDIA_IN_TIME;
            case ENDED -> FailureKind.ENDED;
            case INTERNAL -> FailureKind.INTERNAL;
        };
    }

    /** Of a connection whose answer has begun and cannot be ended well. */
    static Cause cause(FilmFailure why) {
        return switch (why.kind()) {
            case SHUTTING_DOWN -> Cause.SHUTDOWN;
            case INTERNAL -> Cause.INTERNAL;
            default -> Cause.STREAM_ENDED;
        };
    }
}
