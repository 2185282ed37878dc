package io.acexy.core.stream;

import io.acexy.core.broadcast.Chunk;
import io.acexy.core.mpegts.JoinPoint;
import io.netty.channel.EventLoop;

/** Keeps a stream running: a player who takes everything and keeps nothing. Called on the loop of the stream, wherever that is. */
public abstract class Keeper extends Follower {

    /** @param loop where a stream lives that has to be opened */
    protected Keeper(String name, EventLoop loop) {
        super(name, loop);
    }

    @Override
    public final boolean isWritable() {
        return true;
    }

    @Override
    public final void begin(JoinPoint point, boolean resumed) {
        // Nothing is kept.
    }

    @Override
    public final void deliver(Chunk chunk, int from) {
        // Nothing is kept.
    }

    @Override
    public final void flush() {
        // Nothing is kept.
    }
}
