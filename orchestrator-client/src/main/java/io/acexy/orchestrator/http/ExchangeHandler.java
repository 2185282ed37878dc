package io.acexy.orchestrator.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.NotYetConnectedException;
import java.nio.charset.StandardCharsets;

/**
 * The last handler of a pooled connection: carries one exchange after another. Confined to the channel's event loop, which
 * is the pool's. Copies the body out of the network's buffers, which are released as they come.
 */
final class ExchangeHandler extends SimpleChannelInboundHandler<HttpObject> {

    private final HttpPeer peer;
    private final Pool pool;

    private ChannelHandlerContext context;
    private Exchange exchange;
    private long askedAt;
    private boolean reused;
    private HttpResponse head;
    private ByteArrayOutputStream body = new ByteArrayOutputStream(0);
    private boolean dirty;

    ExchangeHandler(HttpPeer peer, Pool pool) {
        super(HttpObject.class);
        this.peer = peer;
        this.pool = pool;
    }

    /** What the connection tells its pool. */
    interface Pool {
        /** The connection can carry another exchange. */
        void idle(ExchangeHandler connection);

        /** The connection is gone. */
        void gone(ExchangeHandler connection);

        /** The connection was stale: send the call on a new one. */
        void again(Exchange exchange);
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
    }

    boolean isUsable() {
        return context.channel().isActive() && !dirty && exchange == null;
    }

    void close() {
        dirty = true;
        context.close();
    }

    /** The client closes: what runs here ends with it. */
    void shutDown() {
        if (exchange == null) {
            close();
        } else {
            breakOff(HttpFault.CLOSED, "this client was closed");
        }
    }

    /** Nothing has been asked yet. */
    void opened(long now) {
        askedAt = now;
    }

    /** When the last request was written, or else when the connection was opened, by the pool's ticker. */
    long askedAt() {
        return askedAt;
    }

    /** Writes the request; the exchange ends here, or goes back to the pool once. */
    void carry(Exchange next, boolean onUsedConnection, long now) {
        exchange = next;
        askedAt = now;
        reused = onUsedConnection;
        head = null;
        body = new ByteArrayOutputStream(0);
        next.sendingOn(context.channel());
        context.writeAndFlush(request(next.call)).addListener(written -> {
            if (!written.isSuccess()) {
                close();
            }
        });
    }

    private FullHttpRequest request(HttpCall call) {
        HttpMethod method = call.body().isPresent() ? HttpMethod.POST : HttpMethod.GET;
        ByteBuf content = call.body().map(Unpooled::wrappedBuffer).orElse(Unpooled.EMPTY_BUFFER);
        FullHttpRequest request = new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, method, call.target(), content);
        request.headers()
                .set(HttpHeaderNames.HOST, peer.hostHeader())
                .set(HttpHeaderNames.USER_AGENT, "acexy")
                .set(HttpHeaderNames.ACCEPT, HttpHeaderValues.APPLICATION_JSON);
        peer.authorization().ifPresent(value -> request.headers().set(HttpHeaderNames.AUTHORIZATION, value));
        call.ifNoneMatch().ifPresent(etag -> request.headers().set(HttpHeaderNames.IF_NONE_MATCH, etag));
        if (call.body().isPresent()) {
            request.headers()
                    .set(HttpHeaderNames.CONTENT_TYPE, HttpHeaderValues.APPLICATION_JSON)
                    .setInt(HttpHeaderNames.CONTENT_LENGTH, content.readableBytes());
        }
        return request;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, HttpObject part) throws IOException {
        if (exchange == null) {
            // An answer nobody asked for: the peer and we have lost step, and no later answer can be trusted.
            close();
            return;
        }
        if (part.decoderResult().isFailure()) {
            breakOff(HttpFault.GARBLED, "not HTTP");
            return;
        }
        if (part instanceof HttpResponse response) {
            head = response;
        }
        if (part instanceof HttpContent content) {
            receive(content);
        }
    }

    private void receive(HttpContent content) throws IOException {
        if (head.status().codeClass() == HttpStatusClass.INFORMATIONAL) {
            if (head.status().equals(HttpResponseStatus.SWITCHING_PROTOCOLS)) {
                breakOff(HttpFault.GARBLED, "switches protocols");
            }
            return;
        }
        int length = content.content().readableBytes();
        if (body.size() + (long) length > peer.limits().bodyLimit()) {
            breakOff(
                    HttpFault.TOO_LARGE,
                    "the answer is larger than " + peer.limits().bodyLimit() + " bytes");
            return;
        }
        content.content().readBytes(body, length);
        if (content instanceof LastHttpContent) {
            complete();
        }
    }

    private void complete() {
        Exchange ended = exchange;
        HttpOutcome.Answered answer =
                new HttpOutcome.Answered(head.status().code(), head.headers(), body.toString(StandardCharsets.UTF_8));
        boolean keep = HttpUtil.isKeepAlive(head);
        forget();
        if (keep) {
            pool.idle(this);
        } else {
            close();
        }
        ended.answered(answer);
    }

    private void breakOff(HttpFault fault, String reason) {
        Exchange ended = exchange;
        forget();
        close();
        ended.broken(fault, reason);
    }

    private void forget() {
        exchange = null;
        head = null;
        body = new ByteArrayOutputStream(0);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        Exchange ended = exchange;
        boolean begun = head != null;
        forget();
        dirty = true;
        pool.gone(this);
        if (ended == null) {
            return;
        }
        if (reused && !begun && ended.repeatOnce()) {
            pool.again(ended);
        } else if (begun) {
            ended.broken(HttpFault.TRUNCATED, "the answer broke off");
        } else {
            ended.broken(HttpFault.RESET, "closed without an answer");
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        // Read for another, closed in this turn of the loop, whose descriptor it has: it still connects, or its future
        // says why not.
        if (cause instanceof NotYetConnectedException && !ctx.channel().isActive()) {
            return;
        }
        // A socket that breaks reports its end by channelInactive, where the exchange is settled.
        close();
    }
}
