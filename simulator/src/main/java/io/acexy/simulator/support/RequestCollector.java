package io.acexy.simulator.support;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.BiConsumer;

/** Gathers whole requests of one connection and hands them on, each once its body is in. Closes on what is no HTTP, and on an escape in
 * the URI that is none. */
public final class RequestCollector extends SimpleChannelInboundHandler<HttpObject> {

    private static final int MAX_BODY = 4 << 20;

    private final BiConsumer<Channel, ReceivedRequest> receiver;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private HttpRequest head;

    /** @param receiver told on the connection's loop */
    public RequestCollector(BiConsumer<Channel, ReceivedRequest> receiver) {
        this.receiver = receiver;
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
            handOn(ctx);
        }
    }

    private void handOn(ChannelHandlerContext ctx) {
        ReceivedRequest request = ReceivedRequest.of(head, body.toString(StandardCharsets.UTF_8));
        if (request.hasGoodQuery()) {
            receiver.accept(ctx.channel(), request);
        } else {
            ctx.close();
        }
    }

    /** A client that goes away is nothing to report: whoever waits for the channel listens to its close. */
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (!(cause instanceof IOException)) {
            ctx.fireExceptionCaught(cause);
        }
        ctx.close();
    }
}
