package io.acexy.server.http;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.zip.CRC32;
import java.util.zip.GZIPInputStream;

/**
 * A file of the jar, as a handler: read once when the routes are made, because to read it later would block a loop. Browsers
 * may keep it, and ask whether it has changed; who takes gzip gets that. A file that is in the jar as {@code NAME.gz} is kept
 * as it is there: whoever takes no gzip waits until it is unpacked, some milliseconds for the largest.
 */
public final class JarFile implements Handler.Immediate {

    private static final String PACKED = ".gz";

    private final byte[] plain;
    private final byte[] packed;
    private final String type;
    private final HttpHeaders further;
    private final String tag;

    /** @param plain null where it has to be unpacked */
    private JarFile(byte[] plain, byte[] packed, String type, HttpHeaders further) {
        this.plain = plain;
        this.packed = packed;
        this.type = type;
        this.further = further;
        CRC32 sum = new CRC32();
        sum.update(packed);
        this.tag = Long.toHexString(sum.getValue()) + "-" + packed.length;
    }

    /**
     * A handler for a file beside a class.
     *
     * @param type its media type
     */
    public static Handler beside(Class<?> owner, String name, String type) {
        return beside(owner, name, type, EmptyHttpHeaders.INSTANCE);
    }

    /**
     * As {@link #beside(Class, String, String)}, with more to say.
     *
     * @param further headers of each answer
     */
    public static Handler beside(Class<?> owner, String name, String type, HttpHeaders further) {
        try (InputStream packed = owner.getResourceAsStream(name + PACKED);
                InputStream file = packed == null ? owner.getResourceAsStream(name) : packed) {
            if (file == null) {
                throw new IllegalArgumentException("there is no " + name + " beside " + owner);
            }
            byte[] content = file.readAllBytes();
            return Handler.now(
                    packed == null
                            ? new JarFile(content, Gzip.pack(content), type, further)
                            : new JarFile(null, content, type, further));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + name, e);
        }
    }

    @Override
    public Answer answer(Request request) {
        boolean gzip = Gzip.isAccepted(request.headers());
        // Two codings are two representations, and a strong tag names one (RFC 9110, 8.8.3).
        String current = '"' + tag + (gzip ? "-gz" : "") + '"';
        HttpHeaders headers = new DefaultHttpHeaders()
                .set(further)
                .set(HttpHeaderNames.CACHE_CONTROL, "no-cache")
                .set(HttpHeaderNames.VARY, HttpHeaderNames.ACCEPT_ENCODING)
                .set(HttpHeaderNames.ETAG, current);
        if (current.equals(request.headers().get(HttpHeaderNames.IF_NONE_MATCH))) {
            return new Answer.Whole(HttpResponseStatus.NOT_MODIFIED, headers, Unpooled.EMPTY_BUFFER);
        }
        headers.set(HttpHeaderNames.CONTENT_TYPE, type);
        if (gzip) {
            headers.set(HttpHeaderNames.CONTENT_ENCODING, Gzip.NAME);
        }
        return new Answer.Whole(HttpResponseStatus.OK, headers, Unpooled.wrappedBuffer(gzip ? packed : plain()));
    }

    private byte[] plain() {
        if (plain != null) {
            return plain;
        }
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("a file of the jar is broken", e);
        }
    }
}
