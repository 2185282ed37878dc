package io.acexy.core.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.core.Bugs;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.util.concurrent.ImmediateEventExecutor;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The default sizes: 12 s between 4.2 MiB and 64 MiB, and a burst of 3 s. */
class RingInSecondsTest {

    private static final int CHUNK = 64 * 1024;
    private static final int MBIT = 1_000_000;
    private static final long FLOOR = 4_404_019;
    private static final long CEILING = 64 * 1024 * 1024;

    private Feed feed;

    private Feed feed(int megabits, int keyframeSeconds) {
        Broadcast broadcast = new Broadcast(
                ImmediateEventExecutor.INSTANCE,
                new BroadcastConfig(
                        new RingLimits(Duration.ofSeconds(12), FLOOR, CEILING),
                        CHUNK,
                        Duration.ofMillis(100),
                        Duration.ofSeconds(3),
                        LagPolicy.SKIP),
                BufferBudget.unlimited(),
                new Bugs(),
                new Turns(Integer.MAX_VALUE, Long.MAX_VALUE));
        feed = new Feed(broadcast, UnpooledByteBufAllocator.DEFAULT, CHUNK, megabits * MBIT, keyframeSeconds);
        return feed;
    }

    @AfterEach
    void close() {
        feed.close();
    }

    private CountingSubscriber newcomer() {
        CountingSubscriber newcomer = new CountingSubscriber();
        feed.broadcast.unsubscribe(feed.broadcast.subscribe(newcomer));
        return newcomer;
    }

    @ParameterizedTest(name = "{0} Mbit/s, a keyframe each {1} s: {2} to {3} s, because {4}")
    @CsvSource({
        "1, 2, 35.0, 35.4, the floor is worth more than 12 s",
        "3, 2, 12.0, 12.2, so it is asked for",
        "25, 2, 12.0, 12.2, so it is asked for at any bit rate",
        "25, 10, 12.0, 13.2, a newcomer needs the keyframe",
        "60, 2, 8.9, 9.0, the ceiling comes first",
        "60, 10, 8.9, 9.0, the ceiling comes first although a newcomer needs the keyframe",
        "25, 0, 12.0, 12.2, there may be no keyframe at all",
    })
    void aRingKeepsSeconds(int megabits, int keyframeSeconds, double least, double most, String why) {
        feed(megabits, keyframeSeconds).play(40);
        for (int i = 0; i < 100; i++) {
            feed.play(0.1);
            assertThat(feed.seconds(feed.broadcast.held())).as(why).isBetween(least, most);
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 2", "1, 10", "8, 2", "8, 10", "25, 2", "25, 10", "40, 8"})
    void atEachMomentANewcomerGetsAWholeBurstAtOnce(int megabits, int keyframeSeconds) {
        feed(megabits, keyframeSeconds).play(keyframeSeconds + 3);
        for (int i = 0; i < 150; i++) {
            feed.play(0.1);
            CountingSubscriber newcomer = newcomer();
            assertThat(newcomer.begun).hasSize(1);
            assertThat(feed.now() - newcomer.begun.get(0).mediaTime())
                    .isBetween(3 * Feed.SECOND, (3 + keyframeSeconds) * Feed.SECOND);
            assertThat(feed.seconds(newcomer.bytes)).isBetween(2.99, 3.01 + keyframeSeconds);
        }
    }

    @Test
    void aKeyframeThatNoneFollowsIsKeptUpToTheCeiling() {
        feed(25, 1000).play(21);
        assertThat(newcomer().begun).hasSize(1);
        assertThat(feed.seconds(feed.broadcast.held())).isBetween(20.9, 21.1);
        feed.play(1);
        assertThat(newcomer().begun).isEmpty();
        assertThat(feed.seconds(feed.broadcast.held())).isBetween(12.0, 12.2);
    }

    @Test
    void withoutAClockThatGoesOnBytesAreCounted() {
        feed(25, 2).playWithoutClock(20);
        assertThat(feed.broadcast.held()).isBetween(FLOOR - CHUNK, FLOOR);
        feed.play(20);
        assertThat(feed.seconds(feed.broadcast.held())).isBetween(12.0, 12.2);
        feed.playWithoutClock(5);
        assertThat(feed.broadcast.held()).isBetween(FLOOR - CHUNK, FLOOR);
    }

    @ParameterizedTest
    @CsvSource({"8, 9.0, 6.0", "25, 9.0, 6.0", "60, 6.7, 4.4", "1, 26.5, 17.6"})
    void theProducerPausesAtThreeQuartersAndGoesOnAtOneHalf(int megabits, double pauses, double goesOn) {
        feed(megabits, 2).play(0.1);
        CountingSubscriber only = new CountingSubscriber();
        Cursor cursor = feed.broadcast.subscribe(only);
        only.appetite = 0;
        long before = feed.now();
        while (!feed.broadcast.isSaturated()) {
            feed.play(0.1);
        }
        assertThat((feed.now() - before) / (double) Feed.SECOND).isBetween(pauses - 0.2, pauses + 0.2);

        while (feed.broadcast.isSaturated()) {
            only.appetite = 1;
            feed.broadcast.drain(cursor);
        }
        double behind = feed.seconds(feed.broadcast.published() - only.bytes);
        assertThat(behind).isBetween(goesOn - 0.2, goesOn + 0.2);
        assertThat(cursor.skips()).isZero();
    }

    @Test
    void whoIsElevenSecondsBehindAtAnyBitRateHasLostNothing() {
        feed(25, 2).play(0.1);
        CountingSubscriber slow = new CountingSubscriber();
        Cursor cursor = feed.broadcast.subscribe(slow);
        slow.appetite = 0;
        feed.play(11);
        slow.appetite = Integer.MAX_VALUE;
        feed.broadcast.drain(cursor);
        assertThat(slow.bytes).isEqualTo(feed.broadcast.published());
        assertThat(cursor.skips()).isZero();
    }

    /** He begins at the last keyframe but one, 19 s behind, and has had two chunks when the next one becomes the newcomers'. */
    private Cursor joinedJustBeforeTheNextKeyframeIsOldEnough(int megabits, CountingSubscriber newcomer) {
        feed(megabits, 16).play(34.9);
        newcomer.appetite = 2;
        Cursor cursor = feed.broadcast.subscribe(newcomer);
        assertThat(newcomer.begun.get(0).mediaTime()).isEqualTo(16 * Feed.SECOND);
        feed.play(0.2);
        CountingSubscriber next = newcomer();
        assertThat(next.begun.get(0).mediaTime()).isEqualTo(32 * Feed.SECOND);
        return cursor;
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 25})
    void theNextKeyframeTakesNothingFromWhoHasJustJoined(int megabits) {
        CountingSubscriber newcomer = new CountingSubscriber();
        Cursor cursor = joinedJustBeforeTheNextKeyframeIsOldEnough(megabits, newcomer);
        newcomer.appetite = Integer.MAX_VALUE;
        feed.broadcast.drain(cursor);
        assertThat(cursor.skips()).isZero();
        assertThat(feed.seconds(newcomer.bytes)).isBetween(19.0, 19.2);
        feed.play(0.1);
        assertThat(feed.seconds(feed.broadcast.held())).as("he has it").isBetween(12.0, 12.2);
    }

    @Test
    void whoTakesNothingForAsLongAsABurstPlaysIsOvertakenAsBefore() {
        CountingSubscriber newcomer = new CountingSubscriber();
        Cursor cursor = joinedJustBeforeTheNextKeyframeIsOldEnough(8, newcomer);
        feed.play(2.8);
        assertThat(feed.seconds(feed.broadcast.held())).as("kept for him").isGreaterThan(21);
        feed.play(0.2);
        assertThat(feed.seconds(feed.broadcast.held())).as("kept no more").isBetween(12.0, 12.2);
        newcomer.appetite = Integer.MAX_VALUE;
        feed.broadcast.drain(cursor);
        assertThat(cursor.skips()).isEqualTo(1);
    }

    @Test
    void whoHasJustJoinedAndLeftIsKeptNothing() {
        Cursor cursor = joinedJustBeforeTheNextKeyframeIsOldEnough(8, new CountingSubscriber());
        feed.broadcast.unsubscribe(cursor);
        feed.play(0.1);
        assertThat(feed.seconds(feed.broadcast.held())).isBetween(12.0, 12.2);
    }

    @Test
    void whatIsKeptForNewcomersIsNeverMoreThanTheCeiling() {
        joinedJustBeforeTheNextKeyframeIsOldEnough(25, new CountingSubscriber());
        for (int i = 0; i < 28; i++) {
            feed.play(0.1);
            assertThat(feed.broadcast.held()).isLessThanOrEqualTo(CEILING);
        }
        assertThat(feed.broadcast.held()).as("it would be 22 s").isGreaterThan(CEILING - CHUNK);
    }
}
