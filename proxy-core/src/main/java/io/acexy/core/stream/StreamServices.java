package io.acexy.core.stream;

import io.acexy.core.engine.EngineClient;
import io.acexy.core.engine.EngineSelector;
import io.netty.buffer.ByteBufAllocator;

/**
 * What every stream of a registry works with.
 *
 * @param config times and limits
 * @param selector chooses engines
 * @param engines talks to them
 * @param listener hears what happens
 * @param allocator for the slabs of the rings
 */
public record StreamServices(
        StreamConfig config,
        EngineSelector selector,
        EngineClient engines,
        StreamListener listener,
        ByteBufAllocator allocator) {}
