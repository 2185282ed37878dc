package io.acexy.core.engine;

import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.nio.channels.NotYetConnectedException;

/**
 * Swallows what comes of reading from a connection before it stands. A turn of a loop reads where the kernel has said that there is
 * something, by descriptor: one that is closed in that turn, such as that of the engine that a stream has just left, may already belong
 * to the connection that tells this engine to stop. That is read from then, and is not connected; it will be, and whether it
 * fails is said by its future.
 */
@Sharable
final class EarlyReads extends ChannelInboundHandlerAdapter {

    static final EarlyReads INSTANCE = new EarlyReads();

    private EarlyReads() {}

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (!(cause instanceof NotYetConnectedException) || ctx.channel().isActive()) {
            ctx.fireExceptionCaught(cause);
        }
    }
}
