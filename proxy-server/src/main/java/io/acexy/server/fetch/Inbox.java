package io.acexy.server.fetch;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpObject;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * From the loop of a connection to a thread that blocks: what has come waits here, and no more is read than what one read brings
 * until it has been taken. The taker releases what he takes; what is left is released by {@link #close}.
 */
final class Inbox extends ChannelInboundHandlerAdapter {

    private final LinkedBlockingQueue<Object> waiting = new LinkedBlockingQueue<>();
    private final Deadline deadline;
    private volatile boolean closed;

    Inbox(Deadline deadline) {
        this.deadline = deadline;
    }

    private record End(Throwable cause) {}

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        put(message);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        put(new End(null));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        put(new End(cause));
        ctx.close();
    }

    private void put(Object message) {
        waiting.add(message);
        if (closed) {
            drain();
        }
    }

    /**
     * The next part of the answer.
     *
     * @throws UnfitException when there is none in time, or never will be
     */
    HttpObject take(Channel channel) throws IOException {
        Object next = waiting.poll();
        if (next == null) {
            channel.read();
            next = await();
        }
        if (next instanceof HttpObject part) {
            return part;
        }
        ReferenceCountUtil.release(next);
        Throwable cause = next instanceof End end ? end.cause() : null;
        throw new UnfitException(
                cause == null
                        ? "the connection ended before the answer did"
                        : "the connection failed: " + Reasons.of(cause));
    }

    private Object await() throws IOException {
        try {
            Object next = waiting.poll(deadline.next(), TimeUnit.NANOSECONDS);
            if (next == null) {
                throw deadline.missed();
            }
            return next;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnfitException("the proxy is being stopped");
        }
    }

    /** Takes no more. */
    void close() {
        closed = true;
        drain();
    }

    private void drain() {
        for (Object left = waiting.poll(); left != null; left = waiting.poll()) {
            ReferenceCountUtil.release(left);
        }
    }
}
