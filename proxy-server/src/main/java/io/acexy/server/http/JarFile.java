package io.acexy.server.http;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.zip.CRC32;
import java.util.zip.GZIPInputStream;

/**
 * A file of the jar, as a handler: read when it is first asked for, on a thread that may wait, and kept. Browsers may keep it,
 * too, and ask whether it has changed; who takes gzip gets that. A file that is in the jar as {@code NAME.gz} is kept as it is
 * there: whoever takes no gzip waits until it is unpacked, some milliseconds for the largest.
 */
public final class JarFile implements Handler {

    private static final String PACKED = ".gz";

    private final Class<?> owner;
    private final String name;
    private final String type;
    private final HttpHeaders further;
    private final EventExecutor reader;

    private volatile Content content;

    /** What is in it. */
    private static final class Content {

        /** Null where it has to be unpacked. */
        private final byte[] plain;

        private final byte[] packed;

        /** Changes with it. */
        private final String tag;

        private Content(byte[] plain, byte[] packed) {
            this.plain = plain;
            this.packed = packed;
            CRC32 sum = new CRC32();
            sum.update(packed);
            this.tag = Long.toHexString(sum.getValue()) + "-" + packed.length;
        }
    }

    /** @param reader may wait */
    JarFile(Class<?> owner, String name, String type, HttpHeaders further, EventExecutor reader) {
        this.owner = owner;
        this.name = name;
        this.type = type;
        this.further = further;
        this.reader = reader;
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
        return new JarFile(owner, name, type, further, GlobalEventExecutor.INSTANCE);
    }

    private Content read() {
        try (InputStream packed = owner.getResourceAsStream(name + PACKED);
                InputStream file = packed == null ? owner.getResourceAsStream(name) : packed) {
            if (file == null) {
                throw new IllegalStateException("there is no " + name + " beside " + owner);
            }
            byte[] bytes = file.readAllBytes();
            return packed == null ? new Content(bytes, Gzip.pack(bytes)) : new Content(null, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + name, e);
        }
    }

    @Override
    public Future<Answer> answer(Request request) {
        Content known = content;
        if (known != null) {
            return request.connection().channel().eventLoop().newSucceededFuture(answer(request, known));
        }
        return reader.submit(() -> {
            Content read = read();
            content = read;
            return answer(request, read);
        });
    }

    private Answer answer(Request request, Content known) {
        boolean gzip = Gzip.isAccepted(request.headers());
        // Two codings are two representations, and a strong tag names one (RFC 9110, 8.8.3).
        String current = '"' + known.tag + (gzip ? "-gz" : "") + '"';
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
        return new Answer.Whole(
                HttpResponseStatus.OK, headers, Unpooled.wrappedBuffer(gzip ? known.packed : plain(known)));
    }

    private static byte[] plain(Content known) {
        if (known.plain != null) {
            return known.plain;
        }
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(known.packed))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("a file of the jar is broken", e);
        }
    }
}
