package io.acexy.server.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.acexy.core.stream.StreamFailure;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** The one table from failures to statuses and texts. */
final class FailureResponses {

    private static final JsonFactory JSON = new JsonFactory();

    private FailureResponses() {}

    /** What a player is told when a stream gives it nothing. */
    static Failure of(StreamFailure why) {
        return switch (why.kind()) {
            case BAD_REQUEST -> failure(why, HttpResponseStatus.BAD_REQUEST, "check the id in the URL");
            case CONTENT_UNKNOWN ->
                failure(
                        why,
                        HttpResponseStatus.NOT_FOUND,
                        "check the id; an infohash goes into infohash=, a content id into id=");
            case ENGINE_FAILED ->
                failure(
                        why,
                        HttpResponseStatus.BAD_GATEWAY,
                        "the channel may be offline; try again, or another channel");
            case NO_ENGINE ->
                failure(
                        why,
                        HttpResponseStatus.SERVICE_UNAVAILABLE,
                        "try again when an engine is free, or add engines");
            case LIMIT_REACHED ->
                failure(
                        why,
                        HttpResponseStatus.SERVICE_UNAVAILABLE,
                        "try again when somebody has left, or raise the limit");
            case SHUTTING_DOWN -> failure(why, HttpResponseStatus.SERVICE_UNAVAILABLE, "try again in a moment");
            case NO_MEDIA_IN_TIME ->
                failure(why, HttpResponseStatus.GATEWAY_TIMEOUT, "the channel may be offline; try another one");
            case INTERNAL -> failure(why, HttpResponseStatus.INTERNAL_SERVER_ERROR, "please report it, with the log");
            case ENDED, TOO_SLOW -> failure(why, HttpResponseStatus.BAD_GATEWAY, "try again");
        };
    }

    private static Failure failure(StreamFailure why, HttpResponseStatus status, String advice) {
        return new Failure(
                status, why.kind().name().toLowerCase(java.util.Locale.ROOT), why.reason(), advice, why.retryAfter());
    }

    static Failure malformed(int status, String reason) {
        return new Failure(
                HttpResponseStatus.valueOf(status),
                "bad_request",
                reason,
                "example: /ace/getstream?id= followed by 40 hexadecimal digits",
                Duration.ZERO);
    }

    static Failure unknownPath() {
        return new Failure(
                HttpResponseStatus.NOT_FOUND,
                "unknown_path",
                "there is nothing at this path",
                "streams are at /ace/getstream?id=..., the status is at /ace/status",
                Duration.ZERO);
    }

    static Failure unknownStream() {
        return new Failure(
                HttpResponseStatus.NOT_FOUND,
                "unknown_stream",
                "nobody plays this stream",
                "GET /ace/status lists all streams",
                Duration.ZERO);
    }

    static Failure wrongMethod() {
        return new Failure(
                HttpResponseStatus.METHOD_NOT_ALLOWED,
                "method_not_allowed",
                "this path does not serve this method",
                "use GET",
                Duration.ZERO);
    }

    /** The answer as text, or as JSON. */
    static FullHttpResponse response(Failure failure, Route.Form form) {
        byte[] body = form.json() ? json(failure) : text(failure);
        FullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1,
                failure.status(),
                form.body() ? Unpooled.wrappedBuffer(body) : Unpooled.EMPTY_BUFFER);
        response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, form.json() ? "application/json" : "text/plain; charset=utf-8")
                .set(HttpHeaderNames.CONTENT_LENGTH, body.length)
                .set(HttpHeaderNames.CACHE_CONTROL, "no-store")
                .set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN, "*");
        if (!failure.retryAfter().isZero()) {
            response.headers().set(HttpHeaderNames.RETRY_AFTER, seconds(failure.retryAfter()));
        }
        return response;
    }

    /** Whole seconds, because the header knows no others; not zero, which would say "at once". */
    private static long seconds(Duration wait) {
        return Math.max(1, wait.toSeconds());
    }

    private static byte[] text(Failure failure) {
        return (failure.reason() + "\n" + failure.advice() + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] json(Failure failure) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            json.writeStringField("error", failure.code());
            json.writeStringField("reason", failure.reason());
            json.writeStringField("advice", failure.advice());
            if (!failure.retryAfter().isZero()) {
                json.writeNumberField("retry_after_seconds", seconds(failure.retryAfter()));
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return out.toByteArray();
    }
}
