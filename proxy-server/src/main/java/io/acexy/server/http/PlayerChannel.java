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
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One player at the end of its connection, which moves to the loop of the stream: from then on what the stream sends goes from
 * the ring to the socket on one thread, without a task, a promise or a buffer of its own. Confined to the connection's loop.
 */
final class PlayerChannel extends ChannelInboundHandlerAdapter implements Player {

    private static final Logger LOG = LoggerFactory.getLogger(PlayerChannel.class);

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
    private final DirectSocket socket;
    private final StalledWriteGuard guard;

    private boolean headSent;
    private boolean unflushed;
    private Viewing viewing;

    PlayerChannel(Channel channel, Route.Form form, Duration writeTimeout) {
        this.channel = channel;
        this.form = form;
        this.socket = new DirectSocket(channel);
        this.guard = new StalledWriteGuard(channel, writeTimeout);
    }

    // ---- what the connection tells ----

    void seat(Viewing seat) {
        viewing = seat;
        if (!channel.isActive()) {
            seat.leave();
        }
    }

    /** What follows the request on the connection is of no interest, but its end is. */
    void read() {
        channel.config().setAutoRead(true);
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

    // ---- what the stream tells ----

    @Override
    public EventLoop loop() {
        return channel.eventLoop();
    }

    @Override
    public void moveTo(EventLoop home, Runnable arrived) {
        EventLoop here = channel.eventLoop();
        here.execute(() -> {
            if (here == home) {
                settle(arrived);
            } else {
                guard.stop();
                channel.deregister().addListener(gone -> register(home, arrived));
            }
        });
    }

    private void register(EventLoop home, Runnable arrived) {
        home.register(channel).addListener(registered -> {
            if (!registered.isSuccess()) {
                viewing.leave(); // closed on the way, where no handler heard of it
            }
            settle(arrived);
        });
    }

    private void settle(Runnable arrived) {
        guard.stop();
        guard.start();
        arrived.run();
    }

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
        ByteBuf preamble = Unpooled.wrappedBuffer(point.tables(), point.lead());
        if (resumed) { // after a loss the counters jump, and decoders want to be told (ISO/IEC 13818-1, 2.4.3.5)
            preamble = Unpooled.wrappedBuffer(point.tables(), TsDiscontinuity.before(point), point.lead());
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
        int start = chunk.payloadStart() + from;
        int end = chunk.payloadEnd();
        if (form.chunked()) {
            end = chunk.framed().writerIndex();
            if (from == 0) {
                start = 0;
            } else {
                writeFrameHead(chunk.length() - from);
            }
        }
        int sent = socket.send(chunk.framed(), start, end);
        if (start + sent < end) {
            write(chunk.slice(start + sent, end));
        }
    }

    private void writeFrameHead(int length) {
        write(ByteBufUtil.writeAscii(channel.alloc(), Integer.toHexString(length) + "\r\n"));
    }

    private void write(ByteBuf data) {
        channel.write(data, channel.voidPromise());
        unflushed = true;
    }

    @Override
    public void flush() {
        if (unflushed) {
            unflushed = false;
            channel.flush();
        }
    }

    /** What was begun cannot be ended well: half a frame may have been written. */
    @Override
    public void failed(Throwable cause) {
        LOG.atError()
                .addKeyValue("player", channel.remoteAddress())
                .setCause(cause)
                .log("a player is dropped: his connection failed inside the proxy");
        channel.close();
    }

    @Override
    public void ended(StreamFailure why) {
        flush();
        if (!headSent) {
            refuse(why);
        } else if (form.chunked()) {
            channel.writeAndFlush(LAST_CHUNK.duplicate()).addListener(ChannelFutureListener.CLOSE);
        } else {
            channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
        }
    }

    /** Nothing has been sent yet, so there is still a status to be given. */
    private void refuse(StreamFailure why) {
        if (channel.isActive()) {
            FullHttpResponse response = FailureResponses.response(FailureResponses.of(why), form);
            response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
            channel.pipeline().addFirst(HandlerNames.FAILURE, new HttpResponseEncoder());
            channel.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
        }
    }
}
