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
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.util.Map;

/**
 * One GET of a film, up to its last byte; redirects are reported, not followed. Reports one end, unless it is closed first.
 * Confined to the loop that it was opened on.
 */
final class FilmExchange extends ChannelInboundHandlerAdapter {

    /** What became of it; the last call is one of the last three. */
    interface Listener {

        /** The head of an answer that has bytes, or of 416. */
        void head(FilmHead head);

        /** The next bytes; the listener owns them. */
        void bytes(ByteBuf data);

        /** A redirect to this {@code Location}; the connection is closed. */
        void redirected(String location);

        /** The answer is over. */
        void complete();

        /** The engine said no, or its answer broke off. */
        void refused(EngineFault fault);
    }

    /** What is got, and where. */
    record Target(Engine engine, String path, Map<String, String> headers) {}

    private static final int OK = 200;
    private static final int PARTIAL = 206;
    private static final int OUTSIDE = 416;

    /** How much of a refusal is kept. */
    private static final int KEPT_TEXT = 256;

    private final Target target;
    private final Listener listener;
    private final Bugs bugs;
    private final ByteBuf text = Unpooled.buffer(0, KEPT_TEXT);

    private Channel channel;
    private int informational;

    /** Null until the real answer has come. */
    private FilmHead head;

    private boolean headTold;
    private boolean done;

    private FilmExchange(Target target, Listener listener, Bugs bugs) {
        this.target = target;
        this.listener = listener;
        this.bugs = bugs;
    }

    static FilmExchange open(EngineClient client, EventLoop loop, Target target, Listener to) {
        FilmExchange exchange = new FilmExchange(target, to, client.bugs());
        ChannelFuture connecting = client.connector()
                .connect(loop, target.engine, client.config().connectTimeout(), new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline()
                                .addLast(new HttpClientCodec(
                                        EngineCall.MAX_LINE, EngineCall.MAX_HEADERS, EngineCall.MAX_PIECE))
                                .addLast(exchange);
                    }
                });
        exchange.channel = connecting.channel();
        connecting.addListener(connected -> client.bugs()
                .run(
                        "reader of a film",
                        () -> exchange.connected(connected.cause()),
                        () -> exchange.end(EngineFault.internal())));
        return exchange;
    }

    private void connected(Throwable failure) {
        if (failure == null) {
            FullHttpRequest request = EngineCall.request(target.engine, target.path);
            target.headers.forEach((name, value) -> request.headers().set(name, value));
            channel.writeAndFlush(request);
        } else {
            end(EngineFault.unreachable(EngineCall.reason(target.engine, failure)));
        }
    }

    /** Closes the connection; nothing is reported any more. */
    void close() {
        done = true;
        channel.close();
    }

    Future<?> closed() {
        return channel.closeFuture();
    }

    void reading(boolean on) {
        channel.config().setAutoRead(on);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (done || !(message instanceof HttpObject part)) {
            ReferenceCountUtil.release(message);
        } else if (part.decoderResult().isFailure()) {
            ReferenceCountUtil.release(message);
            // What a second reader of one session gets: two status lines, the second of which parses as a bad header.
            end(EngineFault.broken("engine's answer to a reader is not valid HTTP"));
        } else {
            if (part instanceof HttpResponse answer) {
                readHead(answer);
            }
            if (part instanceof HttpContent content) {
                readBody(content);
            }
        }
    }

    private void readHead(HttpResponse answer) {
        if (AnswerHead.isInformational(answer)) {
            if (++informational > AnswerHead.MAX_INFORMATIONAL) {
                end(EngineFault.broken("engine's answer to a reader is not valid HTTP"));
            }
            return;
        }
        head = new FilmHead(answer.status().code(), answer.headers());
        String location = answer.headers().get(HttpHeaderNames.LOCATION);
        if (head.status() >= 300 && head.status() < 400 && location != null) {
            close();
            listener.redirected(location);
        } else if (isMedia() && AnswerHead.isPacked(answer)) {
            end(EngineFault.broken("engine has packed the film"));
        } else if (head.status() == OUTSIDE) {
            close();
            listener.head(head);
            listener.complete();
        }
    }

    private boolean isMedia() {
        return head.status() == OK || head.status() == PARTIAL;
    }

    private void readBody(HttpContent content) {
        if (done || head == null) {
            content.release();
            return;
        }
        ByteBuf data = content.content();
        boolean last = content instanceof LastHttpContent;
        if (isMedia() && data.isReadable()) {
            tellHead();
            tellBytes(data);
        } else {
            keepText(data);
            content.release();
        }
        if (last && !done) {
            ended();
        } else if (text.readableBytes() == KEPT_TEXT) {
            end(EngineFault.broken("engine's refusal has no end"));
        }
    }

    /** With the first byte: "200 and nothing" is what an engine says that is still warming up. */
    private void tellHead() {
        if (!headTold) {
            headTold = true;
            listener.head(head);
        }
    }

    /** Unless the head was all that was wanted. */
    private void tellBytes(ByteBuf data) {
        if (done) {
            data.release();
        } else {
            listener.bytes(data);
        }
    }

    private void keepText(ByteBuf data) {
        text.writeBytes(data, Math.min(KEPT_TEXT - text.readableBytes(), data.readableBytes()));
    }

    private void ended() {
        if (headTold) {
            close();
            listener.complete();
        } else if (isMedia()) {
            end(new EngineFault(EngineFault.Kind.WARMING_UP, target.engine + " has nothing of the film yet"));
        } else {
            end(null);
        }
    }

    /** @param fault null where the engine's own words say it */
    private void end(EngineFault fault) {
        if (done) {
            return;
        }
        close();
        boolean spoke = head != null && !isMedia();
        boolean words = fault == null || (spoke && fault.kind() != EngineFault.Kind.INTERNAL);
        listener.refused(words ? EngineFault.ofStatus(head.status(), EngineWords.decode(text)) : fault);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (Bugs.isOurs(cause)) {
            bugs.report("reader of a film", cause);
            end(EngineFault.internal());
        } else if (cause instanceof CodecException) {
            end(EngineFault.broken("engine's answer to a reader is not valid HTTP"));
        } else {
            end(EngineFault.unreachable("connection to " + target.engine + " broke: " + cause.getMessage()));
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        end(EngineFault.unreachable(target.engine + " closed the connection"));
    }
}
