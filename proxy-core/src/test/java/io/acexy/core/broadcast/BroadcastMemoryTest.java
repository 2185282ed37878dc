package io.acexy.core.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.core.mpegts.TsPacket;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.util.concurrent.ImmediateEventExecutor;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The formula of docs/operations.md: a ring costs at most a third more than it holds, and eight chunks. */
class BroadcastMemoryTest {

    private static final int CHUNK = 64 * 1024;
    private static final long RING = 4_200_000;
    private static final long LIMIT = RING * 4 / 3 + 8 * CHUNK;

    private final UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(true);
    private final ChunkAssembler assembler = new ChunkAssembler(allocator, CHUNK);
    private final Broadcast broadcast = new Broadcast(
            ImmediateEventExecutor.INSTANCE,
            new BroadcastConfig(RING, CHUNK, Duration.ofMillis(100), Duration.ofSeconds(3), LagPolicy.SKIP));

    @AfterEach
    void close() {
        broadcast.close();
        assembler.release();
        assertThat(allocator.metric().usedDirectMemory())
                .as("all is given back")
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 30, 233, 250, 280, 300, 347, 348})
    void aRingCostsWhatTheFormulaSays(int packets) {
        long published = 0;
        while (published < 3 * RING) {
            ByteBuf room = assembler.room();
            int length = Math.min(packets * TsPacket.SIZE, room.writableBytes());
            room.writeZero(length);
            published += length;
            broadcast.publish(assembler.cut(0));
            assertThat(allocator.metric().usedDirectMemory()).isLessThanOrEqualTo(LIMIT);
        }
        assertThat(allocator.metric().usedDirectMemory()).isGreaterThan(RING - 2 * CHUNK);
    }
}
