package io.acexy.bench;

import io.acexy.core.broadcast.Broadcast;
import io.acexy.core.broadcast.Chunk;
import io.acexy.core.broadcast.ChunkAssembler;
import io.acexy.core.broadcast.Cursor;
import io.acexy.core.broadcast.Subscriber;
import io.acexy.core.mpegts.JoinPoint;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/**
 * From a full slab into the ring: {@link ChunkAssembler} cuts, {@link Broadcast} publishes, the oldest chunk goes, and one subscriber
 * is offered the new one and does nothing with it. One operation is one chunk. The bytes are neither written nor read here.
 */
public class RingPublishBenchmark extends HotPathBenchmark {

    /** Packets of a chunk: a slab full of them, or what comes within 50 ms at 600 kbit/s, many of which share a slab. */
    @Param({"348", "20"})
    public int packets;

    private LoadedRing ring;
    private Cursor cursor;

    /** Fills the ring once, so that each chunk pushes an old one out. */
    @Setup
    public void fill() {
        ring = new LoadedRing(64 * 1024, packets);
        cursor = ring.broadcast().subscribe(new Idle());
        ring.publishUntilFull();
        require(cursor.delivered() == ring.broadcast().published(), "the subscriber gets each chunk");
    }

    /** Gives the memory back. */
    @TearDown
    public void release() {
        require(cursor.skips() == 0 && cursor.delivered() == ring.broadcast().published(), "he never lagged");
        ring.close();
    }

    /** From packets to a chunk in the ring. */
    @Benchmark
    public void publish() {
        ring.publish();
    }

    /** Takes everything and does nothing with it. */
    private static final class Idle implements Subscriber {

        @Override
        public boolean isWritable() {
            return true;
        }

        @Override
        public void begin(JoinPoint point, boolean resumed) {}

        @Override
        public void deliver(Chunk chunk, int from) {}

        @Override
        public void flush() {}

        @Override
        public void failed(Throwable cause) {
            throw new AssertionError(cause);
        }

        @Override
        public void overtaken() {}
    }
}
