package io.acexy.core.mpegts;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.testkit.AlikeOnEveryJvm;
import org.junit.jupiter.api.Test;

/** When the next picture is, where a PES packet has several. */
@AlikeOnEveryJvm
class PictureTimesTest {

    private static final long RANGE = 1L << 33;

    private final PictureTimes times = new PictureTimes();

    private void packet(long pts, long dts, int pictures) {
        times.packet(pts, dts);
        for (int i = 0; i < pictures; i++) {
            times.picture();
        }
    }

    private void assertNext(long pts, long dts) {
        assertThat(times.pts()).as("presented").isEqualTo(pts);
        assertThat(times.dts()).as("decoded").isEqualTo(dts);
    }

    @Test
    void aPacketsFirstPictureHasItsStamps() {
        packet(7_200, 3_600, 0);
        assertNext(7_200, 3_600);
    }

    @Test
    void furtherOnesShareTheDistanceOfThePackets() {
        packet(0, 0, 2);
        packet(10_800, 7_200, 1);
        assertNext(10_800, 10_800);
        times.picture();
        assertNext(14_400, 14_400);
    }

    @Test
    void withOnePictureBeforeTheWholeDistanceIsOnes() {
        packet(0, 0, 1);
        packet(9_000, 9_000, 2);
        assertNext(27_000, 27_000);
    }

    @Test
    void beforeThereIsADistanceAllAreAtTheFirst() {
        packet(7_200, 3_600, 2);
        assertNext(3_600, 3_600);
    }

    @Test
    void theRangeOfStampsIsACircle() {
        packet(RANGE - 7_200, RANGE - 7_200, 2);
        packet(RANGE - 1_800, RANGE - 1_800, 1);
        assertNext(900, 900);
        packet(3_600, 3_600, 1);
        assertNext(9_000, 9_000);
    }

    @Test
    void stampsThatStoodWithTheParameterSetsAreThoseOfThePicture() {
        packet(7_200, 3_600, 0);
        packet(-1, -1, 0);
        assertNext(7_200, 3_600);
    }

    @Test
    void whatHasNoStampsIsNotReckonedWith() {
        packet(7_200, 3_600, 1);
        packet(-1, -1, 1);
        assertNext(-1, -1);
        packet(18_000, 14_400, 1);
        assertNext(14_400, 14_400);
    }

    @Test
    void packetsThatAreTooFarApartAreNotReckonedWith() {
        packet(0, 0, 1);
        packet(900_000, 900_000, 1);
        assertNext(1_800_000, 1_800_000);
        packet(1_800_001, 1_800_001, 1);
        assertNext(1_800_001, 1_800_001);
    }

    @Test
    void afterABreakNothingIsKnown() {
        packet(0, 0, 2);
        packet(7_200, 7_200, 1);
        times.reset();
        assertNext(-1, -1);
        assertThat(times.pictures()).isZero();
        packet(9_000, 9_000, 1);
        assertNext(9_000, 9_000);
    }
}
