package io.acexy.core.stream;

import io.acexy.core.Bugs;
import io.acexy.core.broadcast.BufferBudget;
import io.acexy.core.engine.EngineSelector;
import io.acexy.core.engine.MediaSession;
import io.acexy.core.source.SessionBudget;
import io.acexy.core.source.SourceServices;
import io.netty.buffer.ByteBufAllocator;
import java.util.List;

/**
 * What every stream of a registry works with.
 *
 * @param config times and limits
 * @param selector chooses engines
 * @param sessions opens sessions on them
 * @param listeners hear what happens, in this order
 * @param allocator for the slabs of the rings
 * @param buffers what all rings may hold
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

    SourceServices sources(SessionBudget budget) {
        return new SourceServices(config.sources(), selector, sessions, budget, allocator, bugs);
    }
}
