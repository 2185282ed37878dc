package io.acexy.core.mpegts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MediaClockTest {

    private static final long SECOND = MediaClock.TICKS_PER_SECOND;
    private static final long WRAP = (1L << 33) * 300;

    private final MediaClock clock = new MediaClock();

    @Test
    void timeBeginsAtZeroWithTheFirstTimeStamp() {
        assertThat(clock.isStarted()).isFalse();
        clock.pcr(123 * SECOND, false);
        assertThat(clock.isStarted()).isTrue();
        assertThat(clock.mediaTime()).isZero();
    }

    @Test
    void stepsForwardAddUp() {
        clock.pcr(100, false);
        clock.pcr(100 + SECOND, false);
        clock.pcr(100 + 11 * SECOND, false);
        assertThat(clock.mediaTime()).isEqualTo(11 * SECOND);
        assertThat(clock.discontinuities()).isZero();
    }

    @Test
    void timeGoesOnOverTheWrapOf33Bits() {
        clock.pcr(WRAP - SECOND, false);
        clock.pcr(SECOND, false);
        assertThat(clock.mediaTime()).isEqualTo(2 * SECOND);
        assertThat(clock.discontinuities()).isZero();
    }

    @Test
    void jumpsAddNothingAndAreCounted() {
        clock.pcr(100 * SECOND, false);
        clock.pcr(99 * SECOND, false);
        clock.pcr(110 * SECOND, false);
        clock.pcr(111 * SECOND, false);
        assertThat(clock.mediaTime()).isEqualTo(SECOND);
        assertThat(clock.discontinuities()).isEqualTo(2);
    }

    @Test
    void anAnnouncedNewTimeBaseAddsNothingHoweverNear() {
        clock.pcr(100 * SECOND, false);
        clock.pcr(101 * SECOND, true);
        clock.pcr(102 * SECOND, false);
        assertThat(clock.mediaTime()).isEqualTo(SECOND);
        assertThat(clock.discontinuities()).isEqualTo(1);
    }

    @Test
    void decodingTimeStampsServeUntilThereIsAReference() {
        clock.timestamp(90_000);
        clock.timestamp(180_000);
        assertThat(clock.mediaTime()).isEqualTo(SECOND);

        clock.pcr(500 * SECOND, false);
        clock.timestamp(270_000);
        clock.pcr(501 * SECOND, false);
        assertThat(clock.mediaTime()).isEqualTo(2 * SECOND);
        assertThat(clock.discontinuities()).isZero();
    }

    @Test
    void aChangeOfSourceKeepsTheTimeReached() {
        clock.pcr(0, false);
        clock.pcr(SECOND, false);
        clock.changeSource();
        clock.pcr(400 * SECOND, false);
        clock.pcr(401 * SECOND, false);
        assertThat(clock.mediaTime()).isEqualTo(2 * SECOND);
        assertThat(clock.discontinuities()).isZero();
    }
}
