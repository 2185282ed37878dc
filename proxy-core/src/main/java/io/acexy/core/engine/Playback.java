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
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpContentDecompressor;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;

/**
 * One GET of a playback path, up to its last byte. Reports to its listener on the loop it was opened on, and reports exactly
 * one end unless it is closed first. Redirects are reported, not followed.
 */
final class Playback extends ChannelInboundHandlerAdapter {

    /** What became of the GET. */
    interface Listener {

        /** A redirect to this {@code Location}; the connection is closed. */
        void redirected(String location);

        /** The body will have so many bytes, which no broadcast's has. */
        void ofLength(long bytes);

        /** A status other than 200, with the beginning of its text. */
        void refused(int status, String text);

        /** The body of a 200 is complete, or the connection was cut: see {@code fault}. */
        void ended(EngineFault fault, long bytes, String beginning);
    }

    /** How much of a body is kept, in case that it turns out to be words. */
    private static final int KEPT_TEXT = 256;

    /** The most that one piece of packed media may come to, in bytes: media does not pack well, a bomb does. */
    private static final int MAX_UNPACKED = 1024 * 1024;

    private final Listener listener;
    private final Engine engine;
    private final Bugs bugs;
    private final ByteBuf kept = Unpooled.buffer(0, KEPT_TEXT);

    private MediaSink sink;
    private Channel channel;
    private WakeThreshold threshold;
    private int informational;
    private HttpContentDecompressor unpacking;

    /** 0 until the head of the real answer has come. */
    private int status;

    private long bytes;
    private boolean done;

    private Playback(Listener listener, Engine engine, Bugs bugs) {
        this.listener = listener;
        this.engine = engine;
        this.bugs = bugs;
    }

    static Playback open(EngineClient client, EventLoop loop, Engine engine, String path, Listener to) {
        Playback playback = new Playback(to, engine, client.bugs());
        ChannelFuture connecting = client.connector()
                .connect(loop, engine, client.config().connectTimeout(), new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline()
                                .addLast(new HttpClientCodec(
                                        EngineCall.MAX_LINE, EngineCall.MAX_HEADERS, EngineCall.MAX_PIECE))
                                .addLast(playback);
                    }
                });
        playback.channel = connecting.channel();
        playback.threshold = new WakeThreshold(playback.channel);
        connecting.addListener(connected -> client.bugs()
                .run(
                        "engine session",
                        () -> playback.connected(path, connected.cause()),
                        () -> playback.end(EngineFault.internal())));
        return playback;
    }

    private void connected(String path, Throwable failure) {
        if (failure == null) {
            channel.writeAndFlush(EngineCall.request(engine, path));
        } else {
            end(EngineFault.unreachable(EngineCall.reason(engine, failure)));
        }
    }

    /** Where the body goes; to be said before any of it comes. */
    void feed(MediaSink to) {
        sink = to;
    }

    /** Closes the connection; nothing is reported any more. */
    void close() {
        done = true;
        channel.close();
    }

    /** Stops or resumes reading: the engine feels it as a slow reader. */
    void reading(boolean on) {
        channel.config().setAutoRead(on);
    }

    /** See {@link WakeThreshold#want}. */
    void wakeAt(int bytes) {
        threshold.want(bytes);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        threshold.readComplete();
        ctx.fireChannelReadComplete();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) throws Exception {
        if (done || !(message instanceof HttpObject part)) {
            ReferenceCountUtil.release(message);
        } else if (part.decoderResult().isFailure()) {
            ReferenceCountUtil.release(message);
            // What a second reader of one session gets: two status lines, the second of which parses as a bad header.
            end(EngineFault.broken("engine's media answer is not valid HTTP"));
        } else if (part instanceof HttpResponse head && unpacking == null && AnswerHead.isPacked(head)) {
            unpack(ctx, head);
        } else {
            if (part instanceof HttpResponse head) {
                readHead(head);
            }
            if (part instanceof HttpContent content) {
                readBody(content);
            }
        }
    }

    /** Nobody has asked for a packed body, so that only such an answer pays for its unpacking; its head comes again. */
    private void unpack(ChannelHandlerContext ctx, HttpResponse head) throws Exception {
        unpacking = new HttpContentDecompressor(MAX_UNPACKED);
        ctx.pipeline().addBefore(ctx.name(), null, unpacking);
        unpacking.channelRead(ctx.pipeline().context(unpacking), head);
    }

    private void readHead(HttpResponse head) {
        if (AnswerHead.isInformational(head)) {
            if (++informational > AnswerHead.MAX_INFORMATIONAL) {
                end(EngineFault.broken("engine's media answer is not valid HTTP"));
            }
            return;
        }
        status = AnswerHead.status(head);
        String location = head.headers().get(HttpHeaderNames.LOCATION);
        if (status >= 300 && status < 400 && location != null) {
            close();
            listener.redirected(location);
        } else if (status == 200 && head.headers().contains(HttpHeaderNames.CONTENT_LENGTH)) {
            listener.ofLength(HttpUtil.getContentLength(head, 0L));
        }
    }

    private void readBody(HttpContent content) {
        ByteBuf data = content.content();
        boolean last = content instanceof LastHttpContent;
        if (done || status == 0 || !data.isReadable()) {
            content.release();
        } else {
            bytes += data.readableBytes();
            keepText(data);
            if (status == 200) {
                sink.media(data);
            } else {
                content.release();
            }
        }
        if (last && status != 0) {
            end(new EngineFault(EngineFault.Kind.ENDED, engine + " ended the stream"));
        } else if (status != 0 && status != 200 && kept.readableBytes() == KEPT_TEXT) {
            end(EngineFault.broken("engine's refusal has no end"));
        }
    }

    private void keepText(ByteBuf data) {
        int length = Math.min(KEPT_TEXT - kept.readableBytes(), data.readableBytes());
        if (length > 0) {
            kept.writeBytes(data, data.readerIndex(), length);
        }
    }

    /** The first cause wins: what comes of the end itself is no news. */
    private void end(EngineFault fault) {
        if (done) {
            return;
        }
        close();
        if (fault.kind() != EngineFault.Kind.INTERNAL && status != 0 && status != 200) {
            listener.refused(status, EngineWords.decode(kept));
        } else {
            listener.ended(fault, bytes, EngineWords.decode(kept));
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (Bugs.isOurs(cause)) {
            bugs.report("engine session", cause);
            end(EngineFault.internal());
        } else if (cause instanceof CodecException) {
            end(EngineFault.broken("engine's media cannot be unpacked"));
        } else {
            end(EngineFault.unreachable("connection to " + engine + " broke: " + cause.getMessage()));
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        end(EngineFault.unreachable(engine + " closed the connection"));
    }
}
