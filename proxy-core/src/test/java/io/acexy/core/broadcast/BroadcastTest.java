package io.acexy.core.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.core.Bugs;
import io.acexy.core.mpegts.JoinPoint;
import io.acexy.core.mpegts.TsPacket;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.util.concurrent.ImmediateEventExecutor;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BroadcastTest {

    private static final long SECOND = 27_000_000;
    private static final int CHUNK_PACKETS = 10;
    private static final int CHUNK = CHUNK_PACKETS * TsPacket.SIZE;
    private static final int RING_CHUNKS = 20;

    private final ByteBufAllocator allocator = UnpooledByteBufAllocator.DEFAULT;
    private final ChunkAssembler assembler = new ChunkAssembler(allocator, 4096);
    private final ByteArrayOutputStream truth = new ByteArrayOutputStream();
    private Broadcast broadcast = broadcast(LagPolicy.SKIP);
    private int packets;

    private static Broadcast broadcast(LagPolicy policy) {
        return new Broadcast(
                ImmediateEventExecutor.INSTANCE,
                new BroadcastConfig(
                        RingLimits.ofBytes(RING_CHUNKS * CHUNK),
                        4096,
                        Duration.ofMillis(50),
                        Duration.ofSeconds(3),
                        policy),
                BufferBudget.unlimited(),
                new Bugs(),
                new Turns(Integer.MAX_VALUE, Long.MAX_VALUE));
    }

    @AfterEach
    void close() {
        broadcast.close();
        assembler.release();
    }

    /** One second of media: a chunk of packets, each of which carries its number. */
    private void publishSecond() {
        ByteBuf room = assembler.room();
        for (int i = 0; i < CHUNK_PACKETS; i++) {
            byte[] packet = new byte[TsPacket.SIZE];
            packet[0] = TsPacket.SYNC;
            packet[4] = (byte) (packets >>> 8);
            packet[5] = (byte) packets++;
            room.writeBytes(packet);
            truth.writeBytes(packet);
        }
        broadcast.publish(assembler.cut(packets / CHUNK_PACKETS * SECOND));
    }

    /** The next packet, or one a little later, is a keyframe. */
    private long markKeyframe(int packetsAhead) {
        long offset = (long) (packets + packetsAhead) * TsPacket.SIZE;
        broadcast.mark(new JoinPoint(
                offset,
                packets / CHUNK_PACKETS * SECOND,
                JoinPoint.Kind.KEYFRAME,
                new byte[2 * TsPacket.SIZE],
                new int[0]));
        return offset;
    }

    private byte[] truthFrom(long offset) {
        byte[] all = truth.toByteArray();
        return Arrays.copyOfRange(all, (int) offset, all.length);
    }

    @Test
    void tablesAreNoBeginningOfAPicture() {
        assertThat(broadcast.hasBeginning()).isFalse();
        broadcast.mark(new JoinPoint(0, 0, JoinPoint.Kind.TABLES, new byte[0], new int[0]));
        assertThat(broadcast.hasBeginning()).isFalse();
        broadcast.mark(new JoinPoint(0, 0, JoinPoint.Kind.KEYFRAME, new byte[0], new int[0]));
        assertThat(broadcast.hasBeginning()).isTrue();
    }

    @Test
    void aSubscriberWhoComesBeforeAnyJoinPointWaitsForTheFirst() {
        RecordingSubscriber early = new RecordingSubscriber();
        broadcast.subscribe(early);

        publishSecond();
        assertThat(early.begun).isEmpty();
        assertThat(early.bytes.size()).isZero();

        long keyframe = markKeyframe(3);
        publishSecond();
        publishSecond();
        assertThat(early.begun).extracting(JoinPoint::offset).containsExactly(keyframe);
        assertThat(early.bytes.toByteArray()).isEqualTo(truthFrom(keyframe));
    }

    @Test
    void aJoinPointCountsOnlyOnceItsPacketsArePublished() {
        publishSecond();
        markKeyframe(CHUNK_PACKETS);
        RecordingSubscriber early = new RecordingSubscriber();
        broadcast.subscribe(early);
        publishSecond();
        assertThat(early.begun).isEmpty();
        publishSecond();
        assertThat(early.begun).hasSize(1);
    }

    @Test
    void aNewcomerStartsAtTheNewestKeyframeThatGivesHimTheWholeBurst() {
        List<Long> keyframes = new ArrayList<>();
        for (int second = 0; second < 12; second++) {
            if (second % 2 == 0) {
                keyframes.add(markKeyframe(0));
            }
            publishSecond();
        }
        RecordingSubscriber newcomer = new RecordingSubscriber();
        broadcast.subscribe(newcomer);

        // Twelve seconds are there, keyframes at 0, 2, ... 10: three seconds back means the one at 8.
        assertThat(newcomer.begun).extracting(JoinPoint::offset).containsExactly(keyframes.get(4));
        assertThat(newcomer.bytes.toByteArray()).isEqualTo(truthFrom(keyframes.get(4)));
        assertThat(newcomer.flushes).as("one flush for the whole burst").isEqualTo(1);
    }

    @Test
    void aNewcomerToAYoungStreamStartsAtTheOldestKeyframeThereIs() {
        long keyframe = markKeyframe(0);
        publishSecond();
        markKeyframe(0);
        publishSecond();
        RecordingSubscriber newcomer = new RecordingSubscriber();
        broadcast.subscribe(newcomer);
        assertThat(newcomer.begun).extracting(JoinPoint::offset).containsExactly(keyframe);
    }

    @Test
    void whoIsBlockedDelaysNobodyAndGoesOnWhereHeStopped() {
        markKeyframe(0);
        RecordingSubscriber quick = new RecordingSubscriber();
        RecordingSubscriber slow = new RecordingSubscriber();
        broadcast.subscribe(quick);
        Cursor slowCursor = broadcast.subscribe(slow);
        publishSecond();
        slow.writable = false;
        for (int second = 0; second < 10; second++) {
            publishSecond();
        }
        assertThat(quick.bytes.toByteArray()).isEqualTo(truth.toByteArray());
        assertThat(slow.bytes.size()).isEqualTo(CHUNK);

        slow.writable = true;
        broadcast.drain(slowCursor);
        assertThat(slow.bytes.toByteArray()).isEqualTo(truth.toByteArray());
        assertThat(slowCursor.skips()).isZero();
    }

    @Test
    void whoJoinsIsToldWhatHeGetsAtOnceAndOnlyOnce() {
        RecordingSubscriber early = new RecordingSubscriber();
        broadcast.subscribe(early);
        assertThat(early.bursts).as("while there is nothing to begin at").isEmpty();
        markKeyframe(0);
        for (int second = 0; second < 5; second++) {
            publishSecond();
        }
        RecordingSubscriber late = new RecordingSubscriber();
        broadcast.subscribe(late);
        publishSecond();

        assertThat(early.bursts).containsExactly(new Burst(CHUNK, Duration.ofSeconds(1)));
        assertThat(late.bursts).containsExactly(new Burst(5 * CHUNK, Duration.ofSeconds(5)));
        assertThat(late.skips).isEmpty();
    }

    @Test
    void whoIsOvertakenResumesAtTheNewestKeyframeAndHisLossIsCounted() {
        markKeyframe(0);
        RecordingSubscriber slow = new RecordingSubscriber();
        Cursor cursor = broadcast.subscribe(slow);
        publishSecond();
        slow.writable = false;
        long newest = 0;
        for (int second = 1; second < 2 * RING_CHUNKS; second++) {
            if (second % 2 == 0) {
                newest = markKeyframe(4);
            }
            publishSecond();
        }
        slow.writable = true;
        slow.bytes.reset();
        broadcast.drain(cursor);

        assertThat(slow.begun.get(1).offset()).isEqualTo(newest);
        assertThat(slow.resumed).containsExactly(false, true);
        assertThat(slow.bytes.toByteArray()).isEqualTo(truthFrom(newest));
        assertThat(cursor.skips()).isEqualTo(1);
        assertThat(cursor.skipped()).isEqualTo(newest - CHUNK);
        assertThat(slow.skips)
                .containsExactly(new Skip(newest - CHUNK, Duration.ofSeconds(37), Duration.ofSeconds(39)));
        assertThat(cursor.delivered() + cursor.skipped()).isEqualTo(truth.size());
    }

    @Test
    void whoIsOvertakenWhileThereIsNoKeyframeWaitsForTheNext() {
        markKeyframe(0);
        RecordingSubscriber slow = new RecordingSubscriber();
        Cursor cursor = broadcast.subscribe(slow);
        slow.writable = false;
        for (int second = 0; second < 2 * RING_CHUNKS; second++) {
            publishSecond();
        }
        slow.writable = true;
        broadcast.drain(cursor);
        assertThat(slow.bytes.size()).isZero();

        long keyframe = markKeyframe(0);
        publishSecond();
        assertThat(slow.bytes.toByteArray()).isEqualTo(truthFrom(keyframe));
    }

    @Test
    void whoLagsWhenTheStreamEndsIsGivenAllThatTheRingStillHasForHim() {
        markKeyframe(0);
        RecordingSubscriber slow = new RecordingSubscriber();
        broadcast.subscribe(slow);
        publishSecond();
        slow.writable = false;
        for (int second = 1; second < RING_CHUNKS; second++) {
            publishSecond();
        }
        assertThat(slow.bytes.size()).isEqualTo(CHUNK);
        broadcast.close();
        assertThat(slow.bytes.toByteArray()).isEqualTo(truth.toByteArray());
        assertThat(slow.skips).isEmpty();
    }

    @Test
    void underThePolicyCloseWhoIsOvertakenIsDropped() {
        broadcast = broadcast(LagPolicy.CLOSE);
        markKeyframe(0);
        RecordingSubscriber slow = new RecordingSubscriber();
        RecordingSubscriber quick = new RecordingSubscriber();
        Cursor cursor = broadcast.subscribe(slow);
        broadcast.subscribe(quick);
        publishSecond();
        slow.writable = false;
        for (int second = 0; second < 2 * RING_CHUNKS; second++) {
            publishSecond();
        }
        slow.writable = true;
        broadcast.drain(cursor);
        assertThat(slow.overtaken).isTrue();
        publishSecond();
        assertThat(slow.bytes.size()).isEqualTo(CHUNK);
        assertThat(quick.bytes.toByteArray()).isEqualTo(truth.toByteArray());
    }

    @Test
    void theProducerShouldPauseOnlyWhileEvenTheFastestIsFarBehind() {
        markKeyframe(0);
        RecordingSubscriber first = new RecordingSubscriber();
        RecordingSubscriber second = new RecordingSubscriber();
        Cursor firstCursor = broadcast.subscribe(first);
        Cursor secondCursor = broadcast.subscribe(second);
        publishSecond();
        first.writable = false;
        for (int i = 0; i < RING_CHUNKS - 1; i++) {
            publishSecond();
        }
        assertThat(broadcast.isSaturated()).as("the second keeps up").isFalse();

        broadcast.unsubscribe(secondCursor);
        assertThat(broadcast.isSaturated()).as("only the blocked one is left").isTrue();

        first.writable = true;
        first.appetite = 5;
        broadcast.drain(firstCursor);
        assertThat(broadcast.isSaturated())
                .as("still more than half a ring behind")
                .isTrue();
        first.appetite = 10;
        broadcast.drain(firstCursor);
        assertThat(broadcast.isSaturated()).isFalse();
    }

    @Test
    void manySubscribersComeAndGoWithoutDisturbingEachOther() {
        markKeyframe(0);
        List<RecordingSubscriber> subscribers = new ArrayList<>();
        List<Cursor> cursors = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            RecordingSubscriber subscriber = new RecordingSubscriber();
            subscribers.add(subscriber);
            cursors.add(broadcast.subscribe(subscriber));
        }
        publishSecond();
        for (int i = 0; i < 100; i += 2) {
            broadcast.unsubscribe(cursors.get(i));
            broadcast.unsubscribe(cursors.get(i));
        }
        publishSecond();
        for (int i = 0; i < 100; i++) {
            assertThat(subscribers.get(i).bytes.size()).isEqualTo(i % 2 == 0 ? CHUNK : 2 * CHUNK);
        }
    }

    @Test
    void afterClosingNobodyIsServedAndLeavingIsHarmless() {
        markKeyframe(0);
        publishSecond();
        RecordingSubscriber subscriber = new RecordingSubscriber();
        Cursor cursor = broadcast.subscribe(subscriber);
        broadcast.close();
        broadcast.unsubscribe(cursor);
        broadcast.drain(cursor);
        assertThat(subscriber.bytes.size()).isEqualTo(CHUNK);
    }
}
