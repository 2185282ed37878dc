package io.acexy.core.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.core.Bugs;
import io.acexy.core.mpegts.JoinPoint;
import io.acexy.core.mpegts.TsPacket;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.util.concurrent.ImmediateEventExecutor;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a subscriber who cuts the stream in pieces reads from each chunk: where he may cut, the time, and what is missing. */
class ChunkMarksTest {

    private static final int CHUNK = 10 * TsPacket.SIZE;
    private static final long SECOND = 27_000_000;

    private final ChunkAssembler assembler = new ChunkAssembler(UnpooledByteBufAllocator.DEFAULT, 4096);
    private final Broadcast broadcast = new Broadcast(
            ImmediateEventExecutor.INSTANCE,
            new BroadcastConfig(
                    RingLimits.ofBytes(100 * CHUNK), 4096, Duration.ZERO, Duration.ofSeconds(3), LagPolicy.SKIP),
            BufferBudget.unlimited(),
            new Bugs());
    private final CountingSubscriber subscriber = new CountingSubscriber();
    private long time;

    @BeforeEach
    void subscribe() {
        broadcast.subscribe(subscriber);
    }

    @AfterEach
    void close() {
        broadcast.close();
        assembler.release();
    }

    private void publish() {
        time += SECOND;
        assembler.room().writerIndex(CHUNK);
        broadcast.publish(assembler.cut(time));
    }

    private JoinPoint mark(long offset, long mediaTime) {
        JoinPoint point = new JoinPoint(offset, mediaTime, JoinPoint.Kind.KEYFRAME, new byte[0], new int[0]);
        broadcast.mark(point);
        return point;
    }

    private Chunk chunk(int number) {
        return subscriber.chunks.get(number);
    }

    @Test
    void aChunkCarriesTheJoinPointsThatAreKnownWithIt() {
        JoinPoint first = mark(0, 0);
        JoinPoint ahead = mark(CHUNK + 188, SECOND);
        publish();
        publish();
        JoinPoint late = mark(CHUNK + 940, SECOND + SECOND / 2);
        JoinPoint same = mark(2 * CHUNK, 2 * SECOND);
        publish();
        publish();
        assertThat(chunk(0).joinPoints()).containsExactly(first);
        assertThat(chunk(1).joinPoints()).containsExactly(ahead);
        assertThat(chunk(2).joinPoints())
                .as("the first lies in the chunk before")
                .isEqualTo(List.of(late, same));
        assertThat(chunk(3).joinPoints()).isEmpty();
        assertThat(chunk(3).mediaTime()).isEqualTo(4 * SECOND);
    }

    @Test
    void theChunkBehindAJumpSaysSo() {
        mark(0, 0);
        publish();
        broadcast.jump();
        publish();
        publish();
        assertThat(chunk(0).afterJump()).isFalse();
        assertThat(chunk(1).afterJump()).isTrue();
        assertThat(chunk(2).afterJump()).isFalse();
    }

    @Test
    void ofJoinPointsThatLieCloserThanAnybodyNeedsSomeAreLeftOut() {
        JoinPoint first = mark(0, 0);
        mark(188, 0);
        mark(376, SECOND / 5);
        JoinPoint other = mark(564, SECOND / 4);
        publish();
        broadcast.jump();
        JoinPoint afterJump = mark(CHUNK, SECOND / 4);
        publish();
        assertThat(chunk(0).joinPoints()).containsExactly(first, other);
        assertThat(chunk(1).joinPoints()).containsExactly(afterJump);
    }

    @Test
    void aJoinPointBehindTheLastPacketBeforeAJumpIsNone() {
        mark(0, 0);
        mark(CHUNK, SECOND);
        publish();
        broadcast.jump();
        publish();
        assertThat(chunk(1).joinPoints()).isEmpty();
    }

    @Test
    void aJoinPointThatTheRingHasLostBeforeItWasKnownIsNone() {
        for (int i = 0; i < 200; i++) {
            publish();
        }
        mark(CHUNK, SECOND);
        publish();
        assertThat(subscriber.begun).isEmpty();
        mark(201L * CHUNK, time);
        publish();
        assertThat(subscriber.begun).hasSize(1);
    }
}
