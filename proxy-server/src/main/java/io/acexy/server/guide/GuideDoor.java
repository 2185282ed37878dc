package io.acexy.server.guide;

import io.acexy.server.http.Answer;
import io.acexy.server.http.Area;
import io.acexy.server.http.Failure;
import io.acexy.server.http.FailureKind;
import io.acexy.server.http.Gzip;
import io.acexy.server.http.Handler;
import io.acexy.server.http.Request;
import io.acexy.server.http.Route;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The guide, under the names by which programs ask for one: packed for those who can unpack it. Any thread. */
public final class GuideDoor implements AutoCloseable {

    private static final Duration RETRY = Duration.ofSeconds(5);

    private final GuideDesk desk;
    private final ThreadPoolExecutor reader;

    public GuideDoor(GuideDesk desk) {
        this.desk = desk;
        // One piece of each connection at most waits here.
        this.reader = new ThreadPoolExecutor(
                1, 1, 5, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), new DefaultThreadFactory("acexy-epg", true));
        reader.allowCoreThreadTimeOut(true);
    }

    /** What it serves. */
    public List<Route> routes() {
        return Stream.of("/guide.xml", "/xmltv.xml", "/epg.xml")
                .map(path -> new Route(HttpMethod.GET, path, Area.LISTS, Handler.now(this::guide)))
                .toList();
    }

    private Answer guide(Request request) {
        return desk.document().map(document -> answer(document, request)).orElseGet(() -> Failure.of(
                        FailureKind.SHUTTING_DOWN, "the guide is being made", RETRY)
                .answer(request.form()));
    }

    private Answer answer(GuideDesk.Document document, Request request) {
        boolean packed = Gzip.isAccepted(request.headers());
        // Two codings are two representations, and a strong tag names one (RFC 9110, 8.8.3).
        String tag = '"' + document.tag() + (packed ? "-gz" : "") + '"';
        HttpHeaders headers = new DefaultHttpHeaders()
                .set(HttpHeaderNames.CACHE_CONTROL, "no-cache")
                .set(HttpHeaderNames.VARY, HttpHeaderNames.ACCEPT_ENCODING)
                .set(HttpHeaderNames.ETAG, tag);
        desk.sources().forEach(source -> warn(source, headers));
        if (tag.equals(request.headers().get(HttpHeaderNames.IF_NONE_MATCH))) {
            return new Answer.Whole(HttpResponseStatus.NOT_MODIFIED, headers, Unpooled.EMPTY_BUFFER);
        }
        headers.set(HttpHeaderNames.CONTENT_TYPE, "application/xml; charset=utf-8");
        if (packed) {
            headers.set(HttpHeaderNames.CONTENT_ENCODING, Gzip.NAME)
                    .set(HttpHeaderNames.CONTENT_LENGTH, document.packed());
        }
        return new Answer.Streamed(
                HttpResponseStatus.OK,
                headers,
                body -> FileBody.send(document.file(), !packed, request.connection(), reader, body));
    }

    /** RFC 7234, 5.5: what is served is old, and since when. */
    private static void warn(GuideView source, HttpHeaders headers) {
        source.broken()
                .ifPresent(since -> headers.add(
                        "Warning",
                        "111 acexy \"a guide is broken since "
                                + DateTimeFormatter.ISO_INSTANT.format(since.atOffset(ZoneOffset.UTC))
                                + ": " + source.reason().replaceAll("[^ -~]|[\"\\\\]", "'") + '"'));
    }

    /** Reads no more. */
    @Override
    public void close() {
        reader.shutdownNow();
    }
}
