package io.acexy.core.engine;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpContentDecompressor;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.Optional;

/**
 * One GET of a playback path, up to its last byte. Reports to its listener on the loop it was opened on, and reports exactly
 * one end unless it is closed first. Redirects are reported, not followed.
 */
final class Playback extends EngineGet {

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

    /** The most that one piece of packed media may come to, in bytes: media does not pack well, a bomb does. */
    private static final int MAX_UNPACKED = 1024 * 1024;

    private final Listener listener;

    private MediaSink sink;
    private WakeThreshold threshold;
    private HttpContentDecompressor unpacking;

    /** 0 until the head of the real answer has come. */
    private int status;

    private long bytes;

    private Playback(EngineClient client, Engine engine, Listener listener) {
        super(client, engine, "engine session");
        this.listener = listener;
    }

    static Playback open(EngineClient client, EventLoop loop, Engine engine, String path, Listener to) {
        Playback playback = new Playback(client, engine, to);
        playback.open(loop, EngineCall.request(engine, path));
        playback.threshold = new WakeThreshold(playback.channel());
        return playback;
    }

    /** Where the body goes; to be said before any of it comes. */
    void feed(MediaSink to) {
        sink = to;
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
    void read(ChannelHandlerContext ctx, HttpObject part) throws Exception {
        if (part instanceof HttpResponse head && unpacking == null && AnswerHead.isPacked(head)) {
            unpack(ctx, head);
        } else {
            super.read(ctx, part);
        }
    }

    /** Nobody has asked for a packed body, so that only such an answer pays for its unpacking; its head comes again. */
    private void unpack(ChannelHandlerContext ctx, HttpResponse head) throws Exception {
        unpacking = new HttpContentDecompressor(MAX_UNPACKED);
        ctx.pipeline().addBefore(ctx.name(), null, unpacking);
        unpacking.channelRead(ctx.pipeline().context(unpacking), head);
    }

    @Override
    void answered(HttpResponse head) {
        status = AnswerHead.status(head);
        Optional<String> location = redirection(head);
        if (location.isPresent()) {
            close();
            listener.redirected(location.get());
        } else if (status == 200 && head.headers().contains(HttpHeaderNames.CONTENT_LENGTH)) {
            listener.ofLength(HttpUtil.getContentLength(head, 0L));
        }
    }

    @Override
    void readBody(HttpContent content) {
        ByteBuf data = content.content();
        boolean last = content instanceof LastHttpContent;
        if (isDone() || status == 0 || !data.isReadable()) {
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
        } else if (status != 0 && status != 200) {
            endIfWordy();
        }
    }

    @Override
    void ended(EngineFault fault) {
        if (fault.kind() != EngineFault.Kind.INTERNAL && status != 0 && status != 200) {
            listener.refused(status, text());
        } else {
            listener.ended(fault, bytes, text());
        }
    }

    @Override
    EngineFault undecodable() {
        return EngineFault.broken("engine's media cannot be unpacked");
    }
}
