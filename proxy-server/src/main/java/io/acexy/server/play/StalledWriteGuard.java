package io.acexy.server.play;

import io.acexy.server.http.Connection;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Finds a connection whose other end has accepted no byte for a while though some are waiting for it. Looks at the outbound
 * buffer now and then, so that it costs nothing per write. Confined to the channel's loop.
 */
final class StalledWriteGuard {

    /** So many looks make up the timeout; a stall is found at most one look late. */
    private static final int LOOKS = 8;

    private final Channel channel;
    private final Runnable look;
    private final long periodMillis;
    private final Runnable stalled;

    private Future<?> timer;
    private int stalledLooks;
    private long lastPending;
    private long lastProgress;
    private int lastMessage;

    StalledWriteGuard(Connection connection, Duration timeout, Runnable stalled) {
        this.channel = connection.channel();
        this.look = connection.guard(this::look);
        this.stalled = stalled;
        this.periodMillis = Math.max(1, timeout.toMillis() / LOOKS);
    }

    void start() {
        timer = channel.eventLoop().schedule(look, periodMillis, TimeUnit.MILLISECONDS);
    }

    void stop() {
        if (timer != null) {
            timer.cancel(false);
        }
    }

    private void look() {
        ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
        if (buffer == null) {
            return; // closed
        }
        stalledLooks = hasMoved(buffer) ? 0 : stalledLooks + 1;
        if (stalledLooks >= LOOKS) {
            stalled.run();
        } else {
            start();
        }
    }

    private boolean hasMoved(ChannelOutboundBuffer buffer) {
        long pending = buffer.totalPendingWriteBytes();
        long progress = buffer.currentProgress();
        int message = System.identityHashCode(buffer.current());
        boolean moved = pending == 0 || pending != lastPending || progress != lastProgress || message != lastMessage;
        lastPending = pending;
        lastProgress = progress;
        lastMessage = message;
        return moved;
    }
}
