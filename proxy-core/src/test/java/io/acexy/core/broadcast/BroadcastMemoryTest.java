package io.acexy.core.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.core.Bugs;
import io.acexy.core.mpegts.TsPacket;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.util.concurrent.ImmediateEventExecutor;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The arithmetic of docs/operations.md: what a ring holds, in bytes and at a bit rate; and that it costs at most a third more
 * than it holds, and eight chunks.
 */
class BroadcastMemoryTest {

    private static final int CHUNK = 64 * 1024;
    private static final double MIB = 1024 * 1024;
    private static final long FLOOR = 4_404_019;

    private final UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(true);

    @AfterEach
    void allIsGivenBack() {
        assertThat(allocator.metric().usedDirectMemory()).isZero();
    }

    private static Broadcast broadcast(RingLimits ring) {
        return new Broadcast(
                ImmediateEventExecutor.INSTANCE,
                new BroadcastConfig(ring, CHUNK, Duration.ofMillis(100), Duration.ofSeconds(3), LagPolicy.SKIP),
                BufferBudget.unlimited(),
                new Bugs());
    }

    private static long most(long held) {
        return held * 4 / 3 + 8 * CHUNK;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 30, 233, 250, 280, 300, 347, 348})
    void aRingCostsWhatTheFormulaSays(int packets) {
        Broadcast broadcast = broadcast(RingLimits.ofBytes(FLOOR));
        ChunkAssembler assembler = new ChunkAssembler(allocator, CHUNK);
        while (broadcast.published() < 3 * FLOOR) {
            ByteBuf room = assembler.room();
            room.writeZero(Math.min(packets * TsPacket.SIZE, room.writableBytes()));
            broadcast.publish(assembler.cut(0));
            assertThat(allocator.metric().usedDirectMemory()).isLessThanOrEqualTo(most(FLOOR));
        }
        assertThat(allocator.metric().usedDirectMemory()).isGreaterThan(FLOOR - 2 * CHUNK);
        broadcast.close();
        assembler.release();
    }

    /** The rows of the table, with what they say in MiB. */
    @ParameterizedTest(name = "{0} Mbit/s, a keyframe each {1} s: {2} MiB")
    @CsvSource({"1, 2, 4.2", "4, 2, 5.8", "8, 2, 11.5", "8, 10, 12.5", "25, 2, 36", "25, 10, 39", "60, 2, 64"})
    void aRingHoldsWhatTheTableSays(int megabits, int keyframeSeconds, double table) {
        RingLimits limits = new RingLimits(Duration.ofSeconds(12), FLOOR, (long) (64 * MIB));
        try (Feed feed = new Feed(broadcast(limits), allocator, CHUNK, megabits * 1_000_000, keyframeSeconds)) {
            feed.play(40);
            long most = 0;
            for (int i = 0; i < 200; i++) {
                feed.play(0.1);
                most = Math.max(most, feed.broadcast.held());
                assertThat(allocator.metric().usedDirectMemory()).isLessThanOrEqualTo(most((long) (table * MIB)));
            }
            assertThat(most / MIB).isBetween(table * 0.97, table);
        }
    }
}
