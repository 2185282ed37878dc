package io.acexy.server.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts connections, and answers the one too many at once and cheaply. Below the limit of file descriptors a refusal is
 * possible; at it, not even accepting is.
 */
final class ConnectionLimit {

    private static final String BODY = "this proxy has as many connections as it may\ntry again in a moment\n";

    private static final String HEAD = String.join(
            "\r\n",
            "HTTP/1.1 503 Service Unavailable",
            "content-type: text/plain; charset=utf-8",
            "content-length: " + BODY.length(),
            "retry-after: 10",
            "connection: close",
            "",
            "");

    private static final ByteBuf REFUSAL =
            Unpooled.unreleasableBuffer(Unpooled.wrappedBuffer((HEAD + BODY).getBytes(StandardCharsets.US_ASCII))
                    .asReadOnly());

    /** So many refused connections may be closed with care; each holds a descriptor for a moment more. */
    private static final int MAX_LINGERING = 32;

    private final int max;
    private final AtomicInteger open = new AtomicInteger();

    ConnectionLimit(int max) {
        this.max = max;
    }

    /** Whether the connection may stay; it is counted until it closes. If not, it is being refused. */
    boolean admit(Channel channel) {
        int count = open.incrementAndGet();
        channel.closeFuture().addListener(closed -> open.decrementAndGet());
        if (count <= max) {
            return true;
        }
        channel.writeAndFlush(REFUSAL.duplicate())
                .addListener(count - max <= MAX_LINGERING ? new LingeringClose() : ChannelFutureListener.CLOSE);
        return false;
    }
}
