package io.acexy.simulator.engine;

import io.acexy.simulator.engine.WireSettings.Framing;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import java.io.IOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * One connection: one request, logged and handed to the routes once its body is in, and one answer. What comes after is
 * ignored, because an engine serves one request a connection.
 */
final class EngineChannelHandler extends SimpleChannelInboundHandler<HttpObject> {

    /** Transport files are posted to starts; they are small. */
    private static final int MAX_BODY = 4 << 20;

    private final EngineCore engine;
    private final EngineRoutes routes;
    private final Consumer<RequestRecord> observer;
    private HttpRequest request;
    private int bodyBytes;
    private boolean done;

    EngineChannelHandler(EngineCore engine, EngineRoutes routes, Consumer<RequestRecord> observer) {
        this.engine = engine;
        this.routes = routes;
        this.observer = observer;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, HttpObject message) {
        if (done) {
            return;
        }
        if (message instanceof HttpRequest head) {
            request = head;
        }
        if (message instanceof HttpContent body) {
            bodyBytes += body.content().readableBytes();
        }
        if (message.decoderResult().isFailure() || bodyBytes > MAX_BODY) {
            done = true;
            ctx.close();
        } else if (message instanceof LastHttpContent) {
            done = true;
            dispatch(ctx);
        }
    }

    private void dispatch(ChannelHandlerContext ctx) {
        RequestRecord received = record();
        engine.counters.requested(received);
        observer.accept(received);
        EngineRequest parsed;
        try {
            parsed = EngineRequest.of(ctx.channel(), request);
        } catch (IllegalArgumentException e) {
            ctx.close();
            return;
        }
        if (parsed.path().startsWith("/")) {
            routes.handle(request.method(), parsed);
        } else {
            Answer.send(parsed, Framing.CONTENT_LENGTH, 400, Answer.TEXT, "400 Bad Request");
        }
    }

    private RequestRecord record() {
        Map<String, String> headers = new HashMap<>();
        for (Map.Entry<String, String> header : request.headers()) {
            headers.put(header.getKey().toLowerCase(Locale.ROOT), header.getValue());
        }
        return new RequestRecord(System.nanoTime(), request.method().name(), request.uri(), Map.copyOf(headers));
    }

    /** A client that goes away is nothing to report: whoever waits for the channel listens to its close. */
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof IOException) {
            ctx.close();
        } else {
            ctx.fireExceptionCaught(cause);
            ctx.close();
        }
    }
}
