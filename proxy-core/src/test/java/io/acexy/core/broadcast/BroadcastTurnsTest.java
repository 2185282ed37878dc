package io.acexy.core.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.core.Bugs;
import io.acexy.core.mpegts.JoinPoint;
import io.acexy.core.mpegts.TsPacket;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An audience of ten that is served three at a time; newcomers are given four chunks at a time. */
class BroadcastTurnsTest {

    private static final int CHUNK = 10 * TsPacket.SIZE;

    /** Chunks of the past in one turn. */
    private static final int SHARE = 4;

    private final Bugs bugs = new Bugs();
    private final EmbeddedChannel loop = new EmbeddedChannel();
    private final ChunkAssembler assembler = new ChunkAssembler(UnpooledByteBufAllocator.DEFAULT, 4096);
    private final Broadcast broadcast = new Broadcast(
            loop.eventLoop(),
            new BroadcastConfig(
                    RingLimits.ofBytes(100 * CHUNK), 4096, Duration.ZERO, Duration.ofSeconds(3), LagPolicy.SKIP),
            BufferBudget.unlimited(),
            bugs,
            new Turns(3, SHARE * CHUNK));
    private final List<RecordingSubscriber> audience = new ArrayList<>();
    private final List<Cursor> cursors = new ArrayList<>();

    @BeforeEach
    void fillTheHouse() {
        mark();
        publish();
        for (int i = 0; i < 10; i++) {
            audience.add(new RecordingSubscriber());
            cursors.add(broadcast.subscribe(audience.get(i)));
        }
    }

    @AfterEach
    void close() {
        broadcast.close();
        assembler.release();
        loop.finishAndReleaseAll();
    }

    /** The next chunk begins with a keyframe. */
    private void mark() {
        broadcast.mark(new JoinPoint(broadcast.published(), 0, JoinPoint.Kind.KEYFRAME, new byte[0], new int[0]));
    }

    private void publish() {
        ByteBuf room = assembler.room();
        room.writeZero(CHUNK);
        broadcast.publish(assembler.cut(0));
    }

    private void runLoop() {
        while (loop.hasPendingTasks()) {
            loop.runPendingTasks();
        }
    }

    private long served(int chunks) {
        return audience.stream()
                .filter(each -> each.bytes.size() == chunks * CHUNK)
                .count();
    }

    @Test
    void aLargeAudienceIsServedInTurnsBetweenWhichTheLoopIsFree() {
        publish();
        assertThat(served(2)).isEqualTo(3);
        runLoop();
        assertThat(served(2)).isEqualTo(10);
    }

    @Test
    void aChunkThatComesDuringARoundReachesEverybody() {
        publish();
        publish();
        assertThat(served(3)).as("the first three have one still to come").isZero();
        runLoop();
        assertThat(served(3)).isEqualTo(10);
    }

    @Test
    void whoLeavesDuringARoundCostsNobodyHisTurn() {
        publish();
        for (int i = 0; i < 3; i++) {
            broadcast.unsubscribe(cursors.get(i));
        }
        runLoop();
        assertThat(served(2)).isEqualTo(10);
    }

    @Test
    void theLastToLeaveEndsTheRound() {
        publish();
        cursors.forEach(broadcast::unsubscribe);
        runLoop();
        assertThat(served(2)).isEqualTo(3);
    }

    /** The first of a turn, one in the middle, the last of all. */
    @ParameterizedTest
    @ValueSource(ints = {0, 2, 4, 9})
    void whoThrowsLeavesAloneAndNobodyMissesAByte(int index) {
        RecordingSubscriber broken = audience.get(index);
        broken.refusal = new OutOfMemoryError("no direct memory");
        publish();
        runLoop();
        assertThat(broken.failure).as("he is told, with the reason").isSameAs(broken.refusal);
        assertThat(served(2)).isEqualTo(9);
        publish();
        runLoop();
        assertThat(served(3)).isEqualTo(9);
        broadcast.unsubscribe(cursors.get(index));
        assertThat(broken.bytes.size()).isEqualTo(CHUNK);
    }

    @Test
    void allWhoThrowLeaveAndTheNextIsServed() {
        audience.get(5).deaf = true;
        audience.forEach(each -> each.refusal = new OutOfMemoryError("no direct memory"));
        publish();
        runLoop();
        assertThat(audience).allMatch(each -> each.failure != null);
        assertThat(bugs.count()).as("one throws again when told so").isEqualTo(1);
        RecordingSubscriber next = new RecordingSubscriber();
        broadcast.subscribe(next);
        publish();
        assertThat(next.bytes.size()).isEqualTo(3 * CHUNK);
    }

    @Test
    void whoThrowsWhenHeJoinsIsNotSeated() {
        RecordingSubscriber broken = new RecordingSubscriber();
        broken.refusal = new OutOfMemoryError("no direct memory");
        Cursor cursor = broadcast.subscribe(broken);
        assertThat(broken.failure).isNotNull();
        broken.failure = null;
        publish();
        broadcast.drain(cursor);
        runLoop();
        assertThat(broken.failure).as("told once").isNull();
        assertThat(served(2)).isEqualTo(10);
    }

    /** Half of them: the first, the last, every second one, and so on. */
    @ParameterizedTest
    @ValueSource(ints = {0b11111, 0b11111_00000, 0b01010_10101, 0b10101_01010, 0b11000_11100})
    void whoCanTakeNothingHasNoTurnAndCostsNobodyHis(int full) {
        for (int i = 0; i < 10; i++) {
            audience.get(i).writable = (full & 1 << i) == 0;
        }
        publish();
        runLoop();
        assertThat(served(2)).isEqualTo(5);
        publish();
        assertThat(served(3)).as("a turn is for three who can take something").isEqualTo(3);
        audience.forEach(each -> each.writable = true);
        cursors.forEach(broadcast::drain);
        assertThat(served(3)).isEqualTo(10);
        publish();
        runLoop();
        assertThat(served(4)).as("and all have turns again").isEqualTo(10);
    }

    @Test
    void whoIsFilledByHisTurnCostsNobodyHis() {
        for (int i = 0; i < 10; i += 2) {
            audience.get(i).appetite = 1;
        }
        publish();
        publish();
        runLoop();
        assertThat(served(3)).isEqualTo(5);
        assertThat(served(2)).as("each other one was given one").isEqualTo(5);
    }

    @Test
    void askingWhetherAnybodyKeepsUpLooksAtNoCrowd() {
        RecordingSubscriber slow = audience.get(0);
        audience.subList(1, 10).forEach(each -> each.writable = false);
        for (int i = 0; i < 80; i++) {
            publish();
            runLoop();
        }
        assertThat(broadcast.isSaturated()).as("one keeps up").isFalse();
        slow.writable = false;
        for (int i = 0; i < 80; i++) {
            mark();
            publish();
        }
        assertThat(broadcast.isSaturated()).as("nobody does").isTrue();
        broadcast.unsubscribe(cursors.get(0));
        assertThat(broadcast.isSaturated())
                .as("nor without the one who was in front")
                .isTrue();
        audience.get(1).writable = true;
        broadcast.drain(cursors.get(1));
        assertThat(broadcast.isSaturated()).isFalse();
        cursors.forEach(broadcast::unsubscribe);
        assertThat(broadcast.isSaturated()).as("nobody is there").isFalse();
        runLoop();
    }

    @Test
    void closingServesThoseWhoseTurnHasNotCome() {
        publish();
        broadcast.close();
        assertThat(served(2)).isEqualTo(10);
        runLoop();
    }

    /** All that a newcomer is given at once is this many chunks. */
    private void publishPast(int chunks) {
        for (int i = 1; i < chunks; i++) {
            publish();
            runLoop();
        }
    }

    private static int chunks(RecordingSubscriber subscriber) {
        return subscriber.bytes.size() / CHUNK;
    }

    @Test
    void whoJoinsBeginsBeforeThoseBeforeHimHaveAllOfTheirPast() {
        publishPast(10);
        List<RecordingSubscriber> newcomers = List.of(new RecordingSubscriber(), new RecordingSubscriber());
        newcomers.forEach(broadcast::subscribe);
        assertThat(newcomers).extracting(BroadcastTurnsTest::chunks).containsExactly(SHARE, SHARE);
        loop.runScheduledPendingTasks();
        assertThat(newcomers)
                .as("one share, and the loop is free")
                .extracting(BroadcastTurnsTest::chunks)
                .containsExactly(2 * SHARE, SHARE);
        runLoop();
        assertThat(newcomers).extracting(BroadcastTurnsTest::chunks).containsExactly(10, 10);
        assertThat(newcomers.get(0).bursts)
                .as("told once, of all")
                .hasSize(1)
                .allMatch(burst -> burst.bytes() == 10 * CHUNK);
    }

    @Test
    void whoOnlyKeepsItHasAllOfThePastAtOnce() {
        publishPast(10);
        RecordingSubscriber keeper = new RecordingSubscriber();
        keeper.keeps = true;
        broadcast.subscribe(keeper);
        assertThat(chunks(keeper)).isEqualTo(10);
        assertThat(keeper.flushes).as("and is told once that this was all").isEqualTo(1);
    }

    @Test
    void whoCatchesUpHasEveryByteOnceThoughMoreIsPublishedMeanwhile() {
        publishPast(10);
        RecordingSubscriber newcomer = new RecordingSubscriber();
        broadcast.subscribe(newcomer);
        publish();
        publish();
        runLoop();
        assertThat(chunks(newcomer)).isEqualTo(12);
        publish();
        runLoop();
        assertThat(chunks(newcomer)).as("and goes on with the others").isEqualTo(13);
    }

    @Test
    void whoIsFilledOrLeavesWhileHeCatchesUpIsGivenNoMore() {
        publishPast(10);
        RecordingSubscriber filled = new RecordingSubscriber();
        filled.appetite = SHARE + 1;
        Cursor cursor = broadcast.subscribe(filled);
        RecordingSubscriber leaving = new RecordingSubscriber();
        broadcast.unsubscribe(broadcast.subscribe(leaving));
        runLoop();
        assertThat(chunks(filled)).isEqualTo(SHARE + 1);
        assertThat(chunks(leaving)).isEqualTo(SHARE);
        filled.appetite = Integer.MAX_VALUE;
        broadcast.drain(cursor);
        runLoop();
        assertThat(chunks(filled)).isEqualTo(10);
    }

    @Test
    void whoThrowsWhileHeCatchesUpLeavesAlone() {
        publishPast(10);
        RecordingSubscriber broken = new RecordingSubscriber();
        RecordingSubscriber other = new RecordingSubscriber();
        broadcast.subscribe(broken);
        broadcast.subscribe(other);
        broken.refusal = new OutOfMemoryError("no direct memory");
        runLoop();
        assertThat(broken.failure).isSameAs(broken.refusal);
        assertThat(chunks(broken)).isEqualTo(SHARE);
        assertThat(chunks(other)).isEqualTo(10);
    }

    @Test
    void theOnlyOneWhoCatchesUpDoesNotHoldTheProducer() {
        publishPast(90);
        cursors.forEach(broadcast::unsubscribe);
        RecordingSubscriber newcomer = new RecordingSubscriber();
        Cursor cursor = broadcast.subscribe(newcomer);
        assertThat(broadcast.isSaturated()).as("he takes all that he is given").isFalse();
        newcomer.writable = false;
        runLoop();
        assertThat(broadcast.isSaturated()).as("he takes no more").isTrue();
        newcomer.writable = true;
        broadcast.drain(cursor);
        assertThat(broadcast.isSaturated()).isFalse();
        runLoop();
        assertThat(chunks(newcomer)).isEqualTo(90);
    }

    @Test
    void whoCatchesUpWhenTheStreamEndsIsGivenTheRest() {
        publishPast(10);
        RecordingSubscriber newcomer = new RecordingSubscriber();
        broadcast.subscribe(newcomer);
        broadcast.close();
        assertThat(chunks(newcomer)).isEqualTo(10);
        runLoop();
    }
}
