package io.acexy.server.net;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sits on the listening socket. When no connection can be accepted, mostly for want of file descriptors, it pauses for a
 * moment instead of spinning, and says so once a minute instead of each time.
 */
final class AcceptGuard extends ChannelInboundHandlerAdapter {

    private static final Logger LOG = LoggerFactory.getLogger(AcceptGuard.class);

    private static final long PAUSE_MILLIS = 200;
    private static final long LOG_PERIOD = TimeUnit.MINUTES.toNanos(1);

    private long lastLogged;
    private int failures;

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        failures++;
        long now = System.nanoTime();
        if (lastLogged == 0 || now - lastLogged > LOG_PERIOD) {
            LOG.atWarn()
                    .addKeyValue("reason", cause.getMessage())
                    .addKeyValue("times", failures)
                    .log("cannot accept connections");
            lastLogged = now;
            failures = 0;
        }
        ctx.channel().config().setAutoRead(false);
        ctx.executor().schedule(() -> ctx.channel().config().setAutoRead(true), PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    }
}
