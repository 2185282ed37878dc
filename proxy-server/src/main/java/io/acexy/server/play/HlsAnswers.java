package io.acexy.server.play;

import io.acexy.server.http.Answer;
import io.acexy.server.http.Failure;
import io.acexy.server.http.FailureKind;
import io.acexy.server.http.Gzip;
import io.acexy.server.http.Request;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** What HLS players are answered. */
final class HlsAnswers {

    private static final String LIST_TYPE = "application/vnd.apple.mpegurl";

    /** Each player has a list of his own, and it changes every few seconds. */
    private static final String LIST_CACHING = "private, no-cache";

    /** A number of a muxer never means anything else. */
    private static final String SEGMENT_CACHING = "public, max-age=3600, immutable";

    private HlsAnswers() {}

    /** A list, packed for those who say that they can unpack it: some browsers' own players cannot. */
    static Answer list(String text, HttpHeaders asked) {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        boolean packed = Gzip.isAccepted(asked);
        Answer.Whole answer = new Answer.Whole(
                HttpResponseStatus.OK, listHeaders(), Unpooled.wrappedBuffer(packed ? Gzip.pack(body) : body));
        return packed ? answer.with(HttpHeaderNames.CONTENT_ENCODING, Gzip.NAME) : answer;
    }

    /** The same for somebody who opens a channel. */
    static Answer list(String text, HttpHeaders asked, Explanation told) {
        Answer answer = list(text, asked);
        told.addTo(answer.headers());
        return answer;
    }

    static HttpHeaders listHeaders() {
        return new DefaultHttpHeaders()
                .set(HttpHeaderNames.CONTENT_TYPE, LIST_TYPE)
                .set(HttpHeaderNames.CACHE_CONTROL, LIST_CACHING)
                .set(HttpHeaderNames.VARY, HttpHeaderNames.ACCEPT_ENCODING);
    }

    /**
     * The list of lists, which gives a player an address of his own.
     *
     * @param base from where it is read to {@code /ace/}
     * @param bitsPerSecond on the average
     */
    static String index(String base, String muxer, String token, long bitsPerSecond) {
        return "#EXTM3U\n#EXT-X-VERSION:3\n#EXT-X-INDEPENDENT-SEGMENTS\n#EXT-X-STREAM-INF:BANDWIDTH="
                + Math.max(1, bitsPerSecond * 3 / 2) + ",AVERAGE-BANDWIDTH=" + Math.max(1, bitsPerSecond)
                + "\n" + base + "hls/" + muxer + "/list.m3u8?session=" + token + "\n";
    }

    static Answer segment(Optional<ByteBuf> body, Request.Form form) {
        return body.map(HlsAnswers::segment).orElseGet(() -> unknownSegment().answer(form));
    }

    /** Consumes the body. */
    static Answer segment(ByteBuf body) {
        HttpHeaders headers = new DefaultHttpHeaders()
                .set(HttpHeaderNames.CONTENT_TYPE, "video/mp2t")
                .set(HttpHeaderNames.CACHE_CONTROL, SEGMENT_CACHING);
        return new Answer.Whole(HttpResponseStatus.OK, headers, body);
    }

    static Failure unknownSession() {
        return Failure.of(FailureKind.UNKNOWN_SESSION, "nobody watches under this session, or nobody does any more");
    }

    static Failure unknownSegment() {
        return Failure.of(FailureKind.UNKNOWN_SEGMENT, "this segment is not to be had, or not any more");
    }

    static Failure unknownPresentation() {
        return new Failure(
                FailureKind.UNKNOWN_STREAM, "this stream is over", FailureKind.UNKNOWN_SESSION.advice(), Duration.ZERO);
    }
}
