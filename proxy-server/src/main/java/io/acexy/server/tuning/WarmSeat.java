package io.acexy.server.tuning;

import io.acexy.core.stream.Keeper;
import io.acexy.core.stream.StreamFailure;
import io.netty.channel.EventLoop;

/** Keeps a channel running, and says when that is over. Called on the loop of the stream. */
final class WarmSeat extends Keeper {

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
    public void failed(Throwable cause) {
        over.run();
    }
}
