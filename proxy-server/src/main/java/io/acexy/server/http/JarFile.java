package io.acexy.server.http;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.zip.CRC32;

/**
 * A file of the jar, as a handler: read once when the routes are made, because to read it later would block a loop. Browsers
 * may keep it, and ask whether it has changed.
 */
public final class JarFile implements Handler.Immediate {

    private final byte[] content;
    private final String type;
    private final String tag;

    private JarFile(byte[] content, String type) {
        this.content = content;
        this.type = type;
        CRC32 sum = new CRC32();
        sum.update(content);
        this.tag = "\"" + Long.toHexString(sum.getValue()) + "-" + content.length + "\"";
    }

    /**
     * A handler for a file beside a class.
     *
     * @param type its media type
     */
    public static Handler beside(Class<?> owner, String name, String type) {
        try (InputStream file = owner.getResourceAsStream(name)) {
            if (file == null) {
                throw new IllegalArgumentException("there is no " + name + " beside " + owner);
            }
            return Handler.now(new JarFile(file.readAllBytes(), type));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + name, e);
        }
    }

    @Override
    public Answer answer(Request request) {
        HttpHeaders headers = new DefaultHttpHeaders()
                .set(HttpHeaderNames.CACHE_CONTROL, "no-cache")
                .set(HttpHeaderNames.ETAG, tag);
        if (tag.equals(request.headers().get(HttpHeaderNames.IF_NONE_MATCH))) {
            return new Answer.Whole(HttpResponseStatus.NOT_MODIFIED, headers, Unpooled.EMPTY_BUFFER);
        }
        headers.set(HttpHeaderNames.CONTENT_TYPE, type);
        return new Answer.Whole(HttpResponseStatus.OK, headers, Unpooled.wrappedBuffer(content));
    }
}
