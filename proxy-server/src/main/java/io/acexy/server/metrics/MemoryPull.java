package io.acexy.server.metrics;

import io.acexy.core.broadcast.BufferBudget;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.util.internal.PlatformDependent;

/**
 * Memory outside the heap.
 *
 * @param buffers what all streams' media may take
 * @param allocator takes memory from the system for all that is on its way
 */
record MemoryPull(BufferBudget buffers, PooledByteBufAllocator allocator) implements Families.Pull {

    @Override
    public void into(Families families) {
        BufferBudget.Use use = buffers.use();
        families.gauge("acexy_buffer_budget_bytes", "Media that all streams together may hold", use.total());
        families.gauge(
                "acexy_buffer_asked_bytes",
                "What the rings of all streams have asked for: what they hold and want to, and an eighth more",
                use.asked());
        families.gauge(
                "acexy_buffer_reserved_bytes", "What is held for those who cannot do with less: HLS", use.reserved());
        families.gauge(
                "acexy_buffer_shortened",
                "1 while rings are shorter than they should be, because all together want more than there is",
                EnginePull.flag(buffers.level() < Long.MAX_VALUE));
        families.gauge(
                "acexy_direct_memory_used_bytes",
                "Memory outside the heap that was taken from the system for what is on its way",
                allocator.metric().usedDirectMemory());
        families.gauge(
                "acexy_direct_memory_max_bytes",
                "How much of that the JVM allows",
                PlatformDependent.maxDirectMemory());
    }
}
