package io.acexy.server.play;

import io.acexy.server.http.Answer;
import io.acexy.server.http.Failure;
import io.acexy.server.http.FailureKind;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.zip.GZIPOutputStream;

/** What HLS players are answered. */
final class HlsAnswers {

    private static final String LIST_TYPE = "application/vnd.apple.mpegurl";

    /** Each player has a list of his own, and it changes every few seconds. */
    private static final String LIST_CACHING = "private, no-cache";

    /** A number of a muxer never means anything else. */
    private static final String SEGMENT_CACHING = "public, max-age=3600, immutable";

    private static final String GZIP = "gzip";

    private HlsAnswers() {}

    /** A list, packed for those who say that they can unpack it: some browsers' own players cannot. */
    static Answer list(String text, HttpHeaders asked) {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        boolean packed = takesGzip(asked.get(HttpHeaderNames.ACCEPT_ENCODING, ""));
        Answer.Whole answer = new Answer.Whole(
                HttpResponseStatus.OK, listHeaders(), Unpooled.wrappedBuffer(packed ? packed(body) : body));
        return packed ? answer.with(HttpHeaderNames.CONTENT_ENCODING, GZIP) : answer;
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

    /** RFC 9110, 12.5.3, as far as one coding goes. */
    static boolean takesGzip(String accepted) {
        for (String coding : accepted.split(",", 32)) {
            String[] parts = coding.split(";", 2);
            String name = parts[0].strip();
            if (name.equalsIgnoreCase(GZIP) || name.equals("*")) {
                return parts.length == 1 || !parts[1].strip().matches("[qQ]=0(\\.0*)?");
            }
        }
        return false;
    }

    private static byte[] packed(byte[] body) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream(body.length / 2);
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(body);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return packed.toByteArray();
    }
}
