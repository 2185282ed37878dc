package io.acexy.server.http;

import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.Locale;

/** The one table from failures to statuses, with the advice that goes with each where nobody knows better. */
public enum FailureKind {
    BAD_REQUEST(HttpResponseStatus.BAD_REQUEST, "check the id in the URL"),
    UNAUTHORIZED(HttpResponseStatus.UNAUTHORIZED, "give a valid key"),
    FORBIDDEN(HttpResponseStatus.FORBIDDEN, "ask whoever runs this proxy"),
    CONTENT_UNKNOWN(
            HttpResponseStatus.NOT_FOUND, "check the id; an infohash goes into infohash=, a content id into id="),
    UNKNOWN_PATH(HttpResponseStatus.NOT_FOUND, "streams are at /ace/getstream?id=..., the status is at /ace/status"),
    UNKNOWN_PROFILE(HttpResponseStatus.NOT_FOUND, "leave profile= away"),
    UNKNOWN_CHANNEL(HttpResponseStatus.NOT_FOUND, "GET /api/v1/channels lists all channels"),
    UNKNOWN_STREAM(HttpResponseStatus.NOT_FOUND, "GET /ace/status lists all streams"),
    UNKNOWN_PLAYER(HttpResponseStatus.NOT_FOUND, "GET /api/v1/players lists all players"),
    UNKNOWN_SESSION(HttpResponseStatus.FORBIDDEN, "open the channel anew: /ace/manifest.m3u8?id=..."),
    UNKNOWN_SEGMENT(HttpResponseStatus.NOT_FOUND, "read the list again"),
    METHOD_NOT_ALLOWED(HttpResponseStatus.METHOD_NOT_ALLOWED, "use GET"),
    URL_TOO_LONG(HttpResponseStatus.REQUEST_URI_TOO_LONG, "send less of it"),
    HEADERS_TOO_LONG(HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, "send fewer of them"),
    SETTINGS_WRONG(
            HttpResponseStatus.UNPROCESSABLE_ENTITY, "mend what is named, and ask again; what held before holds"),
    TOO_MANY_REQUESTS(HttpResponseStatus.TOO_MANY_REQUESTS, "ask less often"),
    INTERNAL(HttpResponseStatus.INTERNAL_SERVER_ERROR, "please report it, with the log"),
    NOT_SUPPORTED(HttpResponseStatus.NOT_IMPLEMENTED, "ask for the stream itself"),
    ENGINE_FAILED(HttpResponseStatus.BAD_GATEWAY, "the channel may be offline; try again, or another channel"),
    ENDED(HttpResponseStatus.BAD_GATEWAY, "try again"),
    SOURCE_FAILED(HttpResponseStatus.BAD_GATEWAY, "check the address of the list, and whether it can be had there"),
    TOO_SLOW(HttpResponseStatus.BAD_GATEWAY, "try again"),
    NO_ENGINE(HttpResponseStatus.SERVICE_UNAVAILABLE, "try again when an engine is free, or add engines"),
    LIMIT_REACHED(HttpResponseStatus.SERVICE_UNAVAILABLE, "try again when somebody has left, or raise the limit"),
    NOT_YET(HttpResponseStatus.SERVICE_UNAVAILABLE, "try again in a moment"),
    LIMIT_PLAYERS(HttpResponseStatus.SERVICE_UNAVAILABLE, "try again when somebody has left"),
    LIMIT_PLAYERS_PER_STREAM(HttpResponseStatus.SERVICE_UNAVAILABLE, "try again when somebody has left it"),
    LIMIT_PLAYERS_PER_KEY(HttpResponseStatus.TOO_MANY_REQUESTS, "stop another of your players"),
    LIMIT_PLAYERS_PER_ADDRESS(HttpResponseStatus.TOO_MANY_REQUESTS, "stop another player at your address"),
    LIMIT_STREAMS(
            HttpResponseStatus.SERVICE_UNAVAILABLE, "watch what runs already, or try again when a stream has ended"),
    LIMIT_STREAMS_PER_KEY(
            HttpResponseStatus.TOO_MANY_REQUESTS, "watch what you watch already, or stop one of your players"),
    LIMIT_STARTS(HttpResponseStatus.SERVICE_UNAVAILABLE, "watch what runs already, or try again in a moment"),
    LIMIT_STARTS_PER_MINUTE(HttpResponseStatus.SERVICE_UNAVAILABLE, "watch what runs already, or try again in a while"),
    LIMIT_STARTS_PER_ADDRESS(HttpResponseStatus.TOO_MANY_REQUESTS, "change channels less often"),
    LIMIT_UPLINK(HttpResponseStatus.SERVICE_UNAVAILABLE, "try again when somebody has left, or a smaller stream"),
    LIMIT_MEMORY(
            HttpResponseStatus.SERVICE_UNAVAILABLE, "watch what runs already, or try again when a stream has ended"),
    SHUTTING_DOWN(HttpResponseStatus.SERVICE_UNAVAILABLE, "try again in a moment"),
    LOOP(
            HttpResponseStatus.valueOf(508),
            "take this proxy out of the engines of one that it asks itself (acexy.engines)"),
    NO_MEDIA_IN_TIME(HttpResponseStatus.GATEWAY_TIMEOUT, "the channel may be offline; try another one");

    private final int status;
    private final String advice;

    FailureKind(HttpResponseStatus status, String advice) {
        this.status = status.code();
        this.advice = advice;
    }

    /** The HTTP status. */
    public HttpResponseStatus status() {
        return HttpResponseStatus.valueOf(status);
    }

    /** What to do about it, as a rule. */
    public String advice() {
        return advice;
    }

    /** One word for programs. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
