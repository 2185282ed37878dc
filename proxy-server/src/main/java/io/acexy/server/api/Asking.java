package io.acexy.server.api;

import io.acexy.server.admin.StreamId;
import io.acexy.server.http.Answer;
import io.acexy.server.http.BadRequestException;
import io.acexy.server.http.Failure;
import io.acexy.server.http.FailureKind;
import io.acexy.server.http.Handler;
import io.acexy.server.http.Request;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** What all handlers of the API do alike: one moment for a whole answer, and problems instead of words. */
final class Asking {

    private final Sources sources;
    private final InstantSource clock;

    Asking(Sources sources, InstantSource clock) {
        this.sources = sources;
        this.clock = clock;
    }

    /** A handler whose complaints about parameters are answered as problems. */
    static Handler now(Handler.Immediate handler) {
        return Handler.now(request -> {
            try {
                return handler.answer(request);
            } catch (BadRequestException e) {
                return malformed(e).problem();
            }
        });
    }

    static Failure malformed(BadRequestException why) {
        return new Failure(
                FailureKind.BAD_REQUEST, why.getMessage(), "GET /api/v1/openapi.json says what may be", Duration.ZERO);
    }

    Instant time() {
        return clock.instant();
    }

    /** What is known at this moment. */
    Snapshot snapshot(Request request) {
        return snapshot(request.connection().channel().eventLoop().ticker().nanoTime());
    }

    /** @param nanos by the loops' ticker */
    Snapshot snapshot(long nanos) {
        return Snapshot.of(sources, clock.instant(), nanos);
    }

    /**
     * The stream's name in a path.
     *
     * @throws BadRequestException where it is none
     */
    static String stream(Request request) {
        return stream(request.variable("id"));
    }

    static String stream(String typed) {
        return StreamId.parse(typed)
                .orElseThrow(() -> new BadRequestException("a stream is named by 40 hexadecimal digits"));
    }

    static Answer unknownStream() {
        return Failure.of(FailureKind.UNKNOWN_STREAM, "nobody plays this stream")
                .problem();
    }
}
