package io.acexy.simulator.orchestrator;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Gathers whole requests and gives them to the connection. */
final class ApiChannelHandler extends SimpleChannelInboundHandler<HttpObject> {

    private static final int MAX_BODY = 1 << 20;

    private final ApiConnection connection;
    private final boolean internal;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private HttpRequest head;

    ApiChannelHandler(ApiConnection connection, boolean internal) {
        this.connection = connection;
        this.internal = internal;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, HttpObject message) throws IOException {
        if (message.decoderResult().isFailure()) {
            ctx.close();
            return;
        }
        if (message instanceof HttpRequest request) {
            head = request;
            body.reset();
        }
        if (message instanceof HttpContent content) {
            content.content().readBytes(body, content.content().readableBytes());
        }
        if (body.size() > MAX_BODY) {
            ctx.close();
        } else if (message instanceof LastHttpContent) {
            dispatch(ctx);
        }
    }

    private void dispatch(ChannelHandlerContext ctx) {
        ApiRequest request;
        try {
            request = ApiRequest.of(head, body.toString(StandardCharsets.UTF_8), internal);
        } catch (IllegalArgumentException e) {
            // An escape in the URI that is none.
            ctx.close();
            return;
        }
        connection.received(request);
    }

    /** A client that goes away is nothing to report. */
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (!(cause instanceof IOException)) {
            ctx.fireExceptionCaught(cause);
        }
        ctx.close();
    }
}
