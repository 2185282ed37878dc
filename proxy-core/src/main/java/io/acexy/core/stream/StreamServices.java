package io.acexy.core.stream;

import io.acexy.core.Bugs;
import io.acexy.core.broadcast.BufferBudget;
import io.acexy.core.engine.EngineSelector;
import io.acexy.core.engine.MediaSession;
import io.acexy.core.source.Allowance;
import io.acexy.core.source.SourceServices;
import io.netty.buffer.ByteBufAllocator;
import io.netty.util.concurrent.EventExecutor;
import java.util.List;

/**
 * What every stream of a registry works with.
 *
 * @param config times and limits
 * @param selector chooses engines
 * @param sessions opens sessions on them
 * @param listeners hear what happens, in this order
 * @param allocator for the slabs of the rings, and of what candidates send
 * @param buffers what all of them may hold
 * @param bugs hears of our own mistakes
 */
public record StreamServices(
        StreamConfig config,
        EngineSelector selector,
        MediaSession.Opener sessions,
        List<StreamListener> listeners,
        ByteBufAllocator allocator,
        BufferBudget buffers,
        Bugs bugs) {

    public StreamServices {
        listeners = List.copyOf(listeners);
    }

    /** The same with another who chooses. */
    StreamServices choosing(EngineSelector another) {
        return new StreamServices(config, another, sessions, listeners, allocator, buffers, bugs);
    }

    SourceServices sources(SourceServices.Shared shared) {
        return new SourceServices(config.sources(), selector, sessions, shared, allocator, this::allowance, bugs);
    }

    /** What candidates hold comes out of what all rings may, as if each were one more ring. */
    private Allowance allowance(EventExecutor home, Runnable shorten) {
        BufferBudget.Share share = buffers.open(home, bugs.guard("a candidate's shortening", shorten));
        return new Allowance() {
            @Override
            public long limit(long wanted) {
                return share.limit(wanted);
            }

            @Override
            public void close() {
                share.close();
            }
        };
    }
}
