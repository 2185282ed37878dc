package io.acexy.server.http;

import io.acexy.core.broadcast.Chunk;
import io.acexy.core.mpegts.JoinPoint;
import io.acexy.core.mpegts.TsDiscontinuity;
import io.acexy.core.stream.Player;
import io.acexy.core.stream.StreamFailure;
import io.acexy.core.stream.Viewing;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * One player at the end of its connection. The {@link Player} half runs on the stream's home loop and writes into the channel
 * from there; the handler half runs on the channel's own loop. The fields of the first are touched by the first alone.
 */
final class PlayerChannel extends ChannelInboundHandlerAdapter implements Player {

    private static final ByteBuf LAST_CHUNK =
            Unpooled.unreleasableBuffer(Unpooled.wrappedBuffer("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII))
                    .asReadOnly());

    private static final String HEAD = String.join(
            "\r\n",
            "HTTP/1.1 200 OK",
            "content-type: video/mp2t",
            "cache-control: no-store",
            "access-control-allow-origin: *",
            "connection: close",
            "");

    private final Channel channel;
    private final Route.Form form;
    private final StalledWriteGuard guard;

    // home loop
    private boolean headSent;
    private ByteBuf unsent;

    // own loop
    private Viewing viewing;

    PlayerChannel(Channel channel, Route.Form form, Duration writeTimeout) {
        this.channel = channel;
        this.form = form;
        this.guard = new StalledWriteGuard(channel, writeTimeout);
    }

    // ---- own loop ----

    void seat(Viewing seat) {
        viewing = seat;
        if (!channel.isActive()) {
            seat.leave();
        }
    }

    void read() {
        channel.config().setAutoRead(true);
        guard.start();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ReferenceCountUtil.release(message);
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (viewing != null && channel.isWritable()) {
            viewing.writable();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        guard.stop();
        if (viewing != null) {
            viewing.leave();
        }
    }

    /** A write that failed comes here too: without a promise for each, it is the only way it is told. */
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ctx.close();
    }

    // ---- home loop ----

    @Override
    public boolean isWritable() {
        return channel.isWritable();
    }

    @Override
    public void begin(JoinPoint point, boolean resumed) {
        if (!headSent) {
            headSent = true;
            String framing = form.chunked() ? "transfer-encoding: chunked\r\n\r\n" : "\r\n";
            write(ByteBufUtil.writeAscii(channel.alloc(), HEAD + framing));
        }
        ByteBuf preamble = Unpooled.wrappedBuffer(point.tables());
        if (resumed) { // after a loss the counters jump, and decoders want to be told (ISO/IEC 13818-1, 2.4.3.5)
            preamble = Unpooled.wrappedBuffer(point.tables(), TsDiscontinuity.before(point));
        }
        if (!preamble.isReadable()) {
            return;
        }
        if (form.chunked()) {
            writeFrameHead(preamble.readableBytes());
            write(preamble);
            write(Unpooled.wrappedBuffer(new byte[] {'\r', '\n'}));
        } else {
            write(preamble);
        }
    }

    @Override
    public void deliver(Chunk chunk, int from) {
        if (!form.chunked()) {
            write(chunk.payload(from));
        } else if (from == 0) {
            write(chunk.framed());
        } else {
            writeFrameHead(chunk.length() - from);
            write(chunk.framedTail(from));
        }
    }

    private void writeFrameHead(int length) {
        write(ByteBufUtil.writeAscii(channel.alloc(), Integer.toHexString(length) + "\r\n"));
    }

    /** Keeps the last buffer back until the flush: from another loop, a write and its flush are then one task. */
    private void write(ByteBuf data) {
        if (unsent != null) {
            channel.write(unsent, channel.voidPromise());
        }
        unsent = data;
    }

    @Override
    public void flush() {
        if (unsent != null) {
            ByteBuf last = unsent;
            unsent = null;
            channel.writeAndFlush(last, channel.voidPromise());
        }
    }

    @Override
    public void ended(StreamFailure why) {
        flush();
        if (!headSent) {
            channel.eventLoop().execute(() -> refuse(why));
        } else if (form.chunked()) {
            channel.writeAndFlush(LAST_CHUNK.duplicate()).addListener(ChannelFutureListener.CLOSE);
        } else {
            channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
        }
    }

    /** On the channel's own loop: nothing has been sent yet, so there is still a status to be given. */
    private void refuse(StreamFailure why) {
        if (channel.isActive()) {
            FullHttpResponse response = FailureResponses.response(FailureResponses.of(why), form);
            response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
            channel.pipeline().addFirst(HandlerNames.FAILURE, new HttpResponseEncoder());
            channel.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
        }
    }
}
