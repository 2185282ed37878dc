package io.acexy.server.http;

import java.time.Duration;
import java.util.Objects;

/**
 * An answer that is not what was asked for.
 *
 * @param kind decides the status
 * @param reason what happened, in one line
 * @param advice what to do about it
 * @param retryAfter zero when trying again will not help
 */
public record Failure(FailureKind kind, String reason, String advice, Duration retryAfter) {

    public Failure {
        Objects.requireNonNull(kind);
        Objects.requireNonNull(reason);
        Objects.requireNonNull(advice);
        Objects.requireNonNull(retryAfter);
    }

    /** One for which trying again will not help. */
    public static Failure of(FailureKind kind, String reason) {
        return of(kind, reason, Duration.ZERO);
    }

    /** One that is worth another try after a while. */
    public static Failure of(FailureKind kind, String reason, Duration retryAfter) {
        return new Failure(kind, reason, kind.advice(), retryAfter);
    }

    /** A URL that cannot be understood, for the person who typed it. */
    public static Failure malformed(String reason) {
        return new Failure(
                FailureKind.BAD_REQUEST,
                reason,
                "example: /ace/getstream?id= followed by 40 hexadecimal digits",
                Duration.ZERO);
    }

    static Failure unknownPath() {
        return of(FailureKind.UNKNOWN_PATH, "there is nothing at this path");
    }

    static Failure wrongMethod(String allowed) {
        return new Failure(
                FailureKind.METHOD_NOT_ALLOWED,
                "this path does not serve this method",
                "use " + allowed,
                Duration.ZERO);
    }

    /** As an answer of the API, which is always JSON: a problem of RFC 9457. */
    public Answer problem() {
        return problem(json -> {});
    }

    /** The same, with more to tell. */
    public Answer problem(JsonBody.Fields more) {
        return FailureBody.problem(this, more);
    }

    /** As an answer to a request that no room has answered: below {@code /api} as a problem, else in the preferred form. */
    Answer answerTo(Request request) {
        return request.path().startsWith("/api/") ? problem() : answer(request.form());
    }

    /** As an answer in the form that the client prefers. */
    public Answer answer(Request.Form form) {
        return FailureBody.answer(this, form);
    }
}
