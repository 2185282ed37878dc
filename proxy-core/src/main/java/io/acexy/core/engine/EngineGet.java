package io.acexy.core.engine;

import io.acexy.core.Bugs;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.CodecException;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.util.ReferenceCountUtil;
import java.util.Optional;

/**
 * One GET of media, whose answer is read as it comes: the connection, what is wrong with an answer, and the one end, of which the
 * first cause counts. What the answer means is for those who extend it. Redirects are not followed. Confined to the loop that it
 * was opened on.
 */
abstract class EngineGet extends ChannelInboundHandlerAdapter {

    /** How much of a body is kept, in case that it turns out to be words. */
    static final int KEPT_TEXT = 256;

    final Engine engine;
    private final EngineClient client;
    private final String name;
    private final ByteBuf kept = Unpooled.buffer(0, KEPT_TEXT);

    private Channel channel;
    private int informational;
    private boolean done;

    /** @param name what it is, for the log */
    EngineGet(EngineClient client, Engine engine, String name) {
        this.client = client;
        this.engine = engine;
        this.name = name;
    }

    /** Opens the connection, and sends the request on it. */
    final void open(EventLoop loop, FullHttpRequest request) {
        ChannelFuture connecting = client.connector()
                .connect(loop, engine, client.config().connectTimeout(), new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline()
                                .addLast(new HttpClientCodec(
                                        EngineCall.MAX_LINE, EngineCall.MAX_HEADERS, EngineCall.MAX_PIECE))
                                .addLast(EngineGet.this);
                    }
                });
        channel = connecting.channel();
        connecting.addListener(connected -> client.bugs()
                .run(name, () -> connected(request, connected.cause()), () -> end(EngineFault.internal())));
    }

    private void connected(FullHttpRequest request, Throwable failure) {
        if (failure == null) {
            channel.writeAndFlush(request);
        } else {
            request.release();
            end(EngineFault.unreachable(EngineCall.reason(engine, failure)));
        }
    }

    final Channel channel() {
        return channel;
    }

    /** Closes the connection; nothing is reported any more. */
    final void close() {
        done = true;
        channel.close();
    }

    final boolean isDone() {
        return done;
    }

    /** Stops or resumes reading: the engine feels it as a slow reader. */
    final void reading(boolean on) {
        channel.config().setAutoRead(on);
    }

    // ---- the answer ----

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) throws Exception {
        if (done || !(message instanceof HttpObject part)) {
            ReferenceCountUtil.release(message);
        } else if (part.decoderResult().isFailure()) {
            ReferenceCountUtil.release(message);
            // What a second reader of one session gets: two status lines, the second of which parses as a bad header.
            end(notHttp());
        } else {
            read(ctx, part);
        }
    }

    private static EngineFault notHttp() {
        return EngineFault.broken("engine's media answer is not valid HTTP");
    }

    /** The next part of the answer; whoever reads it releases it. */
    void read(ChannelHandlerContext ctx, HttpObject part) throws Exception {
        if (part instanceof HttpResponse head) {
            readHead(head);
        }
        if (part instanceof HttpContent content) {
            readBody(content);
        }
    }

    private void readHead(HttpResponse head) {
        if (!AnswerHead.isInformational(head)) {
            answered(head);
        } else if (++informational > AnswerHead.MAX_INFORMATIONAL) {
            end(notHttp());
        }
    }

    /** The head of the real answer. */
    abstract void answered(HttpResponse head);

    /** More of its body, which is to be released; also after the end, and with a body of an informational answer. */
    abstract void readBody(HttpContent content);

    /** Where a redirect leads to. */
    static Optional<String> redirection(HttpResponse head) {
        int status = head.status().code();
        return status >= 300 && status < 400
                ? Optional.ofNullable(head.headers().get(HttpHeaderNames.LOCATION))
                : Optional.empty();
    }

    /** Keeps what a body begins with. */
    final void keepText(ByteBuf data) {
        int length = Math.min(KEPT_TEXT - kept.readableBytes(), data.readableBytes());
        kept.writeBytes(data, data.readerIndex(), length);
    }

    /** What has been kept. */
    final String text() {
        return EngineWords.decode(kept);
    }

    /** A refusal in more words than are kept is none that ends. */
    final void endIfWordy() {
        if (kept.readableBytes() == KEPT_TEXT) {
            end(EngineFault.broken("engine's refusal has no end"));
        }
    }

    // ---- the end ----

    /** The first cause wins: what comes of the end itself is no news. */
    final void end(EngineFault fault) {
        if (!done) {
            close();
            ended(fault);
        }
    }

    /** It has ended, and is closed; called at most once. */
    abstract void ended(EngineFault fault);

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (Bugs.isOurs(cause)) {
            client.bugs().report(name, cause);
            end(EngineFault.internal());
        } else if (cause instanceof CodecException) {
            end(undecodable());
        } else {
            end(EngineFault.unreachable("connection to " + engine + " broke: " + cause.getMessage()));
        }
    }

    /** What a codec refuses. */
    EngineFault undecodable() {
        return notHttp();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        end(EngineFault.unreachable(engine + " closed the connection"));
    }
}
