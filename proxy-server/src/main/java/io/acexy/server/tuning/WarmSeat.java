package io.acexy.server.tuning;

import io.acexy.core.broadcast.Chunk;
import io.acexy.core.mpegts.JoinPoint;
import io.acexy.core.stream.Follower;
import io.acexy.core.stream.StreamFailure;
import io.netty.channel.EventLoop;

/** Keeps a channel running: a player who takes everything and keeps nothing. Called on the loop of the stream. */
final class WarmSeat extends Follower {

    private final Runnable over;

    /**
     * @param loop where a stream lives that has to be opened
     * @param over called when there is nothing to be kept any more
     */
    WarmSeat(String channel, EventLoop loop, Runnable over) {
        super("warm " + channel, loop);
        this.over = over;
    }

    @Override
    public void ended(StreamFailure why) {
        over.run();
    }

    @Override
    public boolean isWritable() {
        return true;
    }

    @Override
    public void begin(JoinPoint point, boolean resumed) {
        // Nothing is kept.
    }

    @Override
    public void deliver(Chunk chunk, int from) {
        // Nothing is kept.
    }

    @Override
    public void flush() {
        // Nothing is kept.
    }

    @Override
    public void failed(Throwable cause) {
        over.run();
    }
}
