package io.acexy.core.mpegts;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.testkit.AlikeOnEveryJvm;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Sizes of pictures, from sets that use what encoders seldom use, written bit by bit. */
@AlikeOnEveryJvm
class WrittenPictureFormatTest {

    private static final int HIGH = 100;
    private static final int HIGH_444 = 244;

    /** As there are with most profiles: of eight bits, and transformed. */
    private static BitWriter h264(int profile, int chroma) {
        BitWriter set =
                new BitWriter().bits(8, 0x67).bits(8, profile).bits(8, 0).bits(8, 30);
        set.golomb(0, chroma);
        return chroma == 3 ? set.bits(1, 1) : set;
    }

    private static BitWriter withoutScaling(BitWriter set) {
        return set.golomb(0, 0).bits(1, 0).bits(1, 0);
    }

    /** Whole frames of 44 by 36 blocks, whatever is before. */
    private static BitWriter size(BitWriter set) {
        return set.golomb(4).bits(1, 0).golomb(43, 35).bits(1, 1).bits(1, 1);
    }

    private static void assertIs(int width, int height, VideoCodec codec, BitWriter set) {
        assertThat(PictureFormat.of(codec, set.unit()))
                .get()
                .extracting(PictureFormat::width, PictureFormat::height)
                .containsExactly(width, height);
    }

    @Test
    void scalingListsAreReadToTheirEnd() {
        BitWriter set = h264(HIGH, 1).golomb(0, 0).bits(1, 0).bits(1, 1);
        set.bits(1, 1)
                .signed(IntStream.range(0, 16).map(i -> i % 2 == 0 ? 3 : -2).toArray());
        set.bits(5, 0);
        set.bits(1, 1).signed(IntStream.range(0, 64).map(i -> i % 3 - 1).toArray());
        set.bits(1, 0);
        assertIs(704, 576, VideoCodec.H264, size(set.golomb(0, 0, 0)).bits(1, 0));
    }

    @Test
    void aScalingListThatSaysThatTheRestIsTheSameEndsThere() {
        BitWriter set = h264(HIGH, 1).golomb(0, 0).bits(1, 0).bits(1, 1);
        set.bits(1, 1).signed(-8).bits(4, 0).bits(1, 1).signed(4, -12).bits(2, 0);
        assertIs(704, 576, VideoCodec.H264, size(set.golomb(0, 0, 0)).bits(1, 0));
    }

    @Test
    void aListValueThatRunsOverBeginsAnewAndIsNoEnd() {
        BitWriter set = h264(HIGH, 1).golomb(0, 0).bits(1, 0).bits(1, 1);
        set.bits(1, 1).signed(127, 127, 1).signed(new int[13]).bits(7, 0);
        assertIs(704, 576, VideoCodec.H264, size(set.golomb(0, 0, 0)).bits(1, 0));
    }

    @Test
    void picturesOfThreeWholePlanesHaveTwelveListsAndNoMarginOfTwo() {
        BitWriter set = h264(HIGH_444, 3).golomb(0, 0).bits(1, 0).bits(1, 1).bits(12, 0);
        assertIs(701, 571, VideoCodec.H264, size(set.golomb(0, 0, 0)).bits(1, 1).golomb(1, 2, 2, 3));
    }

    @Test
    void halfAsManyLinesOfColourAreCutInTwosBothWays() {
        BitWriter set = withoutScaling(h264(HIGH, 1)).golomb(0, 0, 0);
        assertIs(698, 566, VideoCodec.H264, size(set).bits(1, 1).golomb(1, 2, 2, 3));
    }

    @Test
    void asManyLinesOfColourAreCutInTwosAcrossOnly() {
        BitWriter set = withoutScaling(h264(HIGH, 2)).golomb(0, 0, 0);
        assertIs(698, 571, VideoCodec.H264, size(set).bits(1, 1).golomb(1, 2, 2, 3));
    }

    @Test
    void anOrderWithACycleIsSkipped() {
        BitWriter set = withoutScaling(h264(HIGH, 1)).golomb(0, 1).bits(1, 1).signed(-5, 9);
        assertIs(
                704, 576, VideoCodec.H264, size(set.golomb(3).signed(70, -3, 8)).bits(1, 0));
    }

    @Test
    void anOrderThatFollowsTheFramesHasNothingMore() {
        assertIs(
                704,
                576,
                VideoCodec.H264,
                size(withoutScaling(h264(HIGH, 1)).golomb(0, 2)).bits(1, 0));
    }

    @Test
    void thePicturesOfTheHighestLevelAreTheLargest() {
        BitWriter set = withoutScaling(h264(HIGH, 1)).golomb(0, 2, 4).bits(1, 0);
        assertIs(
                16_888,
                16_888,
                VideoCodec.H264,
                set.golomb(1_055, 1_055).bits(2, 3).bits(1, 1).golomb(0, 4, 0, 4));
        BitWriter larger = withoutScaling(h264(HIGH, 1)).golomb(0, 2, 4).bits(1, 0);
        larger.golomb(1_055, 1_055).bits(2, 3).bits(1, 1).golomb(0, 3, 0, 4);
        assertThat(PictureFormat.of(VideoCodec.H264, larger.unit())).isEmpty();
    }

    /** @param further layers below the whole, each with two bits that say what is told of it */
    private static BitWriter hevc(int... further) {
        BitWriter set = new BitWriter()
                .bits(16, 0x4201)
                .bits(4, 0)
                .bits(3, further.length)
                .bits(1, 1);
        for (int i = 0; i < 12; i++) {
            set.bits(8, 0x90);
        }
        for (int told : further) {
            set.bits(2, told);
        }
        for (int i = further.length; i > 0 && i < 8; i++) {
            set.bits(2, 0);
        }
        for (int told : further) {
            for (int i = 0; i < (told >> 1) * 11 + (told & 1); i++) {
                set.bits(8, 0xB5);
            }
        }
        return set.golomb(0);
    }

    @Test
    void whatIsToldOfFurtherLayersIsSkipped() {
        assertIs(
                1_920,
                1_080,
                VideoCodec.HEVC,
                hevc(3, 1, 2, 0).golomb(1, 1_920, 1_080).bits(1, 0));
    }

    @Test
    void ofOneFurtherLayerOfWhichNothingIsToldThereAreTheBitsThatSaySo() {
        assertIs(1_920, 1_080, VideoCodec.HEVC, hevc(0).golomb(1, 1_920, 1_080).bits(1, 0));
    }

    @Test
    void hevcIsCutAsItsColoursAre() {
        assertIs(
                1_914,
                1_070,
                VideoCodec.HEVC,
                hevc().golomb(1, 1_920, 1_080).bits(1, 1).golomb(1, 2, 2, 3));
        assertIs(
                1_914,
                1_075,
                VideoCodec.HEVC,
                hevc().golomb(2, 1_920, 1_080).bits(1, 1).golomb(1, 2, 2, 3));
        BitWriter planes = hevc().golomb(3).bits(1, 1).golomb(1_920, 1_080).bits(1, 1);
        assertIs(1_917, 1_075, VideoCodec.HEVC, planes.golomb(1, 2, 2, 3));
    }
}
