package io.acexy.server.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** How a failure is told: as text, or as JSON to those who prefer it. */
final class FailureBody {

    private FailureBody() {}

    static Answer answer(Failure failure, Request.Form form) {
        Answer.Whole answer = form.json()
                ? Answer.json(failure.kind().status(), json(failure))
                : Answer.text(failure.kind().status(), text(failure));
        return withRetry(answer, failure);
    }

    static Answer problem(Failure failure, JsonBody.Fields more) {
        Answer.Whole answer = Answer.json(failure.kind().status(), problemJson(failure, more))
                .with(HttpHeaderNames.CONTENT_TYPE, "application/problem+json");
        return withRetry(answer, failure);
    }

    private static Answer withRetry(Answer.Whole answer, Failure failure) {
        if (!failure.retryAfter().isZero()) {
            answer.headers().set(HttpHeaderNames.RETRY_AFTER, seconds(failure.retryAfter()));
        }
        return answer.because(failure);
    }

    private static byte[] problemJson(Failure failure, JsonBody.Fields more) {
        return JsonBody.of(json -> {
            json.writeStringField("type", "about:blank");
            json.writeStringField("title", failure.kind().status().reasonPhrase());
            json.writeNumberField("status", failure.kind().status().code());
            json.writeStringField("detail", failure.reason());
            json.writeStringField("error", failure.kind().code());
            json.writeStringField("advice", failure.advice());
            if (!failure.retryAfter().isZero()) {
                json.writeNumberField("retry_after_seconds", seconds(failure.retryAfter()));
            }
            more.writeTo(json);
        });
    }

    /** Whole seconds, because the header knows no others; not zero, which would say "at once". */
    private static long seconds(Duration wait) {
        return Math.max(1, wait.toSeconds());
    }

    private static byte[] text(Failure failure) {
        return (failure.reason() + "\n" + failure.advice() + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] json(Failure failure) {
        return JsonBody.of(json -> {
            json.writeStringField("error", failure.kind().code());
            json.writeStringField("reason", failure.reason());
            json.writeStringField("advice", failure.advice());
            if (!failure.retryAfter().isZero()) {
                json.writeNumberField("retry_after_seconds", seconds(failure.retryAfter()));
            }
        });
    }
}
