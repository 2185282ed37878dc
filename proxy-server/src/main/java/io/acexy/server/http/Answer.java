package io.acexy.server.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandler;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.function.Consumer;

/**
 * What a handler answers. It is written in one place, which adds what every answer has (framing, keep-alive, cross-origin
 * headers), leaves the body out for HEAD, and releases what it does not write.
 */
public sealed interface Answer {

    /** The status line's. */
    HttpResponseStatus status();

    /** What the handler has to say of the body; framing is not its business. */
    HttpHeaders headers();

    /** Whatever it holds, for an answer that nobody will write. */
    default void release() {}

    /**
     * A body that is there. The writer releases it.
     *
     * @param failure what it tells of; null where it is what was asked for
     */
    record Whole(HttpResponseStatus status, HttpHeaders headers, ByteBuf body, Failure failure) implements Answer {

        /** What was asked for. */
        public Whole(HttpResponseStatus status, HttpHeaders headers, ByteBuf body) {
            this(status, headers, body, null);
        }

        /** As the news of a failure. */
        public Whole because(Failure why) {
            return new Whole(status, headers, body, why);
        }

        /** With one more header. */
        public Whole with(CharSequence name, Object value) {
            headers.set(name, value);
            return this;
        }

        @Override
        public void release() {
            body.release();
        }
    }

    /**
     * A body that comes by and by, such as server-sent events. If the headers have a {@code Content-Length}, so many bytes must
     * come before its end.
     *
     * @param source is given the way to the client, on the connection's loop; not for HEAD
     */
    record Streamed(HttpResponseStatus status, HttpHeaders headers, Consumer<BodySink> source) implements Answer {}

    /**
     * The connection itself: behind the head there is no HTTP on it any more, and nobody but this handler.
     *
     * @param handler is in the pipeline already, behind the handlers of HTTP, which all go
     */
    record Takeover(HttpResponseStatus status, HttpHeaders headers, ChannelHandler handler) implements Answer {}

    /** JSON of this moment. */
    static Whole json(byte[] body) {
        return json(HttpResponseStatus.OK, body);
    }

    /** JSON of this moment, with a status. */
    static Whole json(HttpResponseStatus status, byte[] body) {
        return whole(status, "application/json", body);
    }

    /** Text of this moment, with a status. */
    static Whole text(HttpResponseStatus status, byte[] body) {
        return whole(status, "text/plain; charset=utf-8", body);
    }

    /** Nothing but a status. */
    static Whole empty(HttpResponseStatus status) {
        return new Whole(status, new DefaultHttpHeaders(), Unpooled.EMPTY_BUFFER);
    }

    /** To another place. */
    static Whole redirect(String location) {
        return empty(HttpResponseStatus.FOUND).with(HttpHeaderNames.LOCATION, location);
    }

    private static Whole whole(HttpResponseStatus status, String type, byte[] body) {
        return new Whole(status, new DefaultHttpHeaders(), Unpooled.wrappedBuffer(body))
                .with(HttpHeaderNames.CONTENT_TYPE, type)
                .with(HttpHeaderNames.CACHE_CONTROL, "no-store");
    }
}
