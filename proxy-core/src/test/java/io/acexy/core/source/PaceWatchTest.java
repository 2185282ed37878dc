package io.acexy.core.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.core.mpegts.TsPacket;
import io.netty.buffer.ByteBuf;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Media that falls behind the wall clock, by how much is too much: 10 s here. */
class PaceWatchTest {

    private final Published published = new Published(point -> {});
    private final PaceWatch watch = new PaceWatch(published.inspector(), Duration.ofSeconds(10));
    private double position;
    private long offset;
    private long now = Long.MAX_VALUE / 2;

    @BeforeEach
    void mediaFlows() {
        assertThat(watch.isSlow(now)).as("nothing has come yet").isFalse();
        come(Reel.of(0, 1), 1);
        assertThat(slowAfter(1)).isFalse();
    }

    private void come(Reel reel, double seconds) {
        position += seconds;
        ByteBuf sent = reel.buffer();
        for (int at = 0; at < sent.readableBytes(); at += TsPacket.SIZE, offset += TsPacket.SIZE) {
            published.add(sent, at, offset);
        }
    }

    private void flow(double seconds) {
        come(Reel.of(position, position + seconds), seconds);
    }

    private void flowWithoutClock(double seconds) {
        come(Reel.changed(position, position + seconds, Reel::withoutClock), seconds);
    }

    /** So much time has passed since the last look. */
    private boolean slowAfter(double seconds) {
        now += Math.round(seconds * 1e9);
        return watch.isSlow(now);
    }

    @Test
    void tenSecondsWithoutMediaAreNotTooMuchAndMoreAre() {
        assertThat(slowAfter(10)).isFalse();
        assertThat(slowAfter(1e-9)).isTrue();
    }

    @Test
    void whatIsLostBitByBitAddsUp() {
        for (int i = 0; i < 5; i++) {
            flow(1);
            assertThat(slowAfter(3)).isFalse();
        }
        flow(1);
        assertThat(slowAfter(2)).isTrue();
    }

    @Test
    void whatIsMadeUpForIsNotLost() {
        for (int i = 0; i < 5; i++) {
            assertThat(slowAfter(4)).isFalse();
            flow(4);
            assertThat(slowAfter(0)).isFalse();
        }
        flow(3);
        assertThat(slowAfter(0)).as("it is ahead").isFalse();
        assertThat(slowAfter(10.1)).as("of its best position").isTrue();
    }

    @Test
    void aClockThatStandsForTwoSecondsWhileMediaComesMayBeJudgedBy() {
        flowWithoutClock(1);
        assertThat(slowAfter(1)).isFalse();
        flowWithoutClock(1);
        assertThat(slowAfter(1)).isFalse();
        assertThat(slowAfter(8.5)).isTrue();
    }

    @Test
    void aClockThatStandsForLongerMayNot() {
        flowWithoutClock(1);
        assertThat(slowAfter(1)).isFalse();
        flowWithoutClock(1);
        assertThat(slowAfter(1.001)).isFalse();
        assertThat(slowAfter(60)).isFalse();
    }

    @Test
    void aClockThatMovesAgainIsJudgedByFromThenOn() {
        flowWithoutClock(1);
        assertThat(slowAfter(20)).isFalse();
        flow(1);
        assertThat(slowAfter(1)).isFalse();
        assertThat(slowAfter(9)).isFalse();
        assertThat(slowAfter(1.1)).isTrue();
    }

    @Test
    void standingDoesNotAddUpWhereTheClockMovesBetween() {
        for (int i = 0; i < 4; i++) {
            flowWithoutClock(1);
            assertThat(slowAfter(1)).isFalse();
            flow(1);
            assertThat(slowAfter(1)).isFalse();
        }
        assertThat(slowAfter(10.1)).isTrue();
    }

    @Test
    void aJumpOfTheClockIsABeginning() {
        assertThat(slowAfter(9)).isFalse();
        come(Reel.shifted(position, position + 1, 3_000), 1);
        assertThat(slowAfter(9)).isFalse();
        come(Reel.shifted(position, position + 1, 3_000), 1);
        assertThat(slowAfter(1)).isFalse();
        assertThat(slowAfter(10)).isFalse();
        assertThat(slowAfter(0.1)).isTrue();
    }

    @Test
    void whatWasBeforeANewBeginningIsNoMeasure() {
        assertThat(slowAfter(9)).isFalse();
        watch.restart();
        assertThat(slowAfter(5)).isFalse();
        assertThat(slowAfter(10)).isFalse();
        assertThat(slowAfter(0.1)).isTrue();
    }

    @Test
    void aBestPositionIsForgottenAfterTwoSpans() {
        double first = 8;
        assertThat(slowAfter(first)).isFalse();
        flow(141);
        assertThat(slowAfter(141)).isFalse();
        flow(1);
        assertThat(slowAfter(1)).as("a span has passed").isFalse();
        flow(1);
        assertThat(slowAfter(3.5)).as("the best of the one before counts").isTrue();
        flow(146.5);
        assertThat(slowAfter(146.5)).as("and then no longer").isFalse();
    }
}
