package io.acexy.core.stream;

import io.acexy.core.Bugs;
import io.acexy.core.broadcast.BufferBudget;
import io.acexy.core.engine.EngineSelector;
import io.acexy.core.engine.MediaSession;
import io.acexy.core.source.SessionBudget;
import io.acexy.core.source.SourceServices;
import io.netty.buffer.ByteBufAllocator;

/**
 * What every stream of a registry works with.
 *
 * @param config times and limits
 * @param selector chooses engines
 * @param sessions opens sessions on them
 * @param listener hears what happens
 * @param allocator for the slabs of the rings
 * @param buffers what all rings may hold
 * @param bugs hears of our own mistakes
 */
public record StreamServices(
        StreamConfig config,
        EngineSelector selector,
        MediaSession.Opener sessions,
        StreamListener listener,
        ByteBufAllocator allocator,
        BufferBudget buffers,
        Bugs bugs) {

    SourceServices sources(SessionBudget budget) {
        return new SourceServices(config.sources(), selector, sessions, budget, allocator, bugs);
    }
}
