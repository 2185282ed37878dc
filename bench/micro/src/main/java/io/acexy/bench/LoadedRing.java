package io.acexy.bench;

import io.acexy.core.Bugs;
import io.acexy.core.broadcast.Broadcast;
import io.acexy.core.broadcast.BroadcastConfig;
import io.acexy.core.broadcast.BufferBudget;
import io.acexy.core.broadcast.ChunkAssembler;
import io.acexy.core.broadcast.LagPolicy;
import io.acexy.core.broadcast.RingLimits;
import io.acexy.core.broadcast.Turns;
import io.acexy.core.mpegts.JoinPoint;
import io.acexy.core.mpegts.TsPacket;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.util.concurrent.ImmediateEventExecutor;
import java.time.Duration;

/**
 * A broadcast of the proxy's default size and allocator, with a supply of chunks for it. Whoever calls is its home. Nobody
 * reads the bytes of a chunk in a benchmark, so none are written: {@code AlignerBenchmark} shows what that costs.
 */
public final class LoadedRing {

    private static final int RING_BYTES = 4_404_019; // 4.2 MiB

    private final ChunkAssembler assembler;
    private final Broadcast broadcast;
    private final int chunkBytes;

    /** @param largestChunk size of the largest chunk with its frame; all are that large */
    public LoadedRing(int largestChunk) {
        this(largestChunk, largestChunk / TsPacket.SIZE);
    }

    /**
     * @param largestChunk size of the largest chunk with its frame
     * @param packets of one chunk; fewer where a slab ends
     */
    public LoadedRing(int largestChunk, int packets) {
        assembler = new ChunkAssembler(PooledByteBufAllocator.DEFAULT, largestChunk);
        broadcast = new Broadcast(
                ImmediateEventExecutor.INSTANCE,
                new BroadcastConfig(
                        RingLimits.ofBytes(RING_BYTES),
                        largestChunk,
                        Duration.ofMillis(100),
                        Duration.ZERO,
                        LagPolicy.SKIP),
                BufferBudget.unlimited(),
                new Bugs(),
                new Turns(Integer.MAX_VALUE, Long.MAX_VALUE));
        chunkBytes = packets * TsPacket.SIZE;
        broadcast.mark(new JoinPoint(0, 0, JoinPoint.Kind.KEYFRAME, new byte[2 * TsPacket.SIZE], new int[0]));
        publish();
    }

    /** The broadcast, which can be joined at its first byte until the ring is full. */
    public Broadcast broadcast() {
        return broadcast;
    }

    /** Publishes the next chunk. */
    public void publish() {
        ByteBuf room = assembler.room();
        room.writerIndex(Math.min(chunkBytes, room.capacity()));
        broadcast.publish(assembler.cut(0));
    }

    /** Publishes until the first chunk has left the ring. */
    public void publishUntilFull() {
        while (broadcast.published() <= RING_BYTES) {
            publish();
        }
    }

    /** Gives the memory back. */
    public void close() {
        broadcast.close();
        assembler.release();
    }
}
