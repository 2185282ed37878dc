package io.acexy.core.source;

import io.acexy.core.Bugs;
import io.acexy.core.engine.EngineSelector;
import io.acexy.core.engine.MediaSession;
import io.netty.buffer.ByteBufAllocator;

/**
 * What every run works with.
 *
 * @param config times and limits
 * @param selector chooses engines
 * @param sessions opens sessions on them
 * @param budget how often that may be done; shared by all runs
 * @param allocator for what candidates hold
 * @param memory how much each of them may hold
 * @param bugs where mistakes of this program are told
 */
public record SourceServices(
        SourceConfig config,
        EngineSelector selector,
        MediaSession.Opener sessions,
        SessionBudget budget,
        ByteBufAllocator allocator,
        Allowance.Giver memory,
        Bugs bugs) {}
