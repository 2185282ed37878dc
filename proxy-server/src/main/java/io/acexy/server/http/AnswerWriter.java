package io.acexy.server.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;

/** The one way of an answer into the codec: framing, keep-alive, the request's id and cross-origin headers are its business. */
final class AnswerWriter {

    private AnswerWriter() {}

    /** Writes an answer whose body is there, and consumes it. */
    static ChannelFuture write(ChannelHandlerContext ctx, Incoming asked, Answer.Whole answer, boolean last) {
        Request.Form form = asked.form();
        ByteBuf body = answer.body();
        int length = body.readableBytes();
        if (!form.body()) {
            body.release();
            body = Unpooled.EMPTY_BUFFER;
        }
        HttpHeaders headers = answer.headers();
        if (mayHaveBody(answer.status())) {
            headers.set(HttpHeaderNames.CONTENT_LENGTH, length);
        }
        finish(headers, asked, last);
        return ctx.write(new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, answer.status(), body, headers, EmptyHttpHeaders.INSTANCE));
    }

    /** Writes the head of an answer whose body comes by and by; one that says how long it will be needs no other framing. */
    static void writeHead(ChannelHandlerContext ctx, Incoming asked, Answer answer, boolean last) {
        HttpHeaders headers = answer.headers();
        if (asked.form().chunked() && !isOfLength(answer)) {
            headers.set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
        }
        finish(headers, asked, last);
        ctx.write(new DefaultHttpResponse(HttpVersion.HTTP_1_1, answer.status(), headers), ctx.voidPromise());
    }

    /** Whether its headers say how long the body will be. */
    static boolean isOfLength(Answer answer) {
        return answer.headers().contains(HttpHeaderNames.CONTENT_LENGTH);
    }

    static ChannelFuture writeEnd(ChannelHandlerContext ctx) {
        return ctx.write(LastHttpContent.EMPTY_LAST_CONTENT);
    }

    private static void finish(HttpHeaders headers, Incoming asked, boolean last) {
        Cors.allow(headers);
        headers.set(RequestIds.HEADER, asked.trail().id());
        if (last) {
            headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        } else if (!asked.form().chunked()) {
            headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.KEEP_ALIVE); // HTTP/1.0 expects it
        }
    }

    /** RFC 9110, 8.6. */
    private static boolean mayHaveBody(HttpResponseStatus status) {
        return status.codeClass() != HttpStatusClass.INFORMATIONAL
                && !status.equals(HttpResponseStatus.NO_CONTENT)
                && !status.equals(HttpResponseStatus.NOT_MODIFIED);
    }
}
