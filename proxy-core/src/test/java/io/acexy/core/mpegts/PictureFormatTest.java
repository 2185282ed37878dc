package io.acexy.core.mpegts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sizes of pictures, from sets that ffmpeg's encoders have written. */
class PictureFormatTest {

    private static final String HIGH = "67640028acd940780227e5c044000003000400000300c83c60c658";

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "'1080 lines, which are no multiple of 16', H264, 67640028acd940780227e5c044000003000400000300c83c60c658, 1920, 1080, avc1.640028",
        "'baseline', H264, 6742c00cd901419f9f011000000300100000030320f142a480, 320, 180, avc1.42c00c",
        "'interlaced', H264, 6764001eacd940b424d8088000000300800000190f8a14cb, 720, 576, avc1.64001e",
        "'interlaced and cropped', H264, 67640028acd94078044fde0220000003002000000643e2c5b2c0, 1920, 1080, avc1.640028",
        "'4:2:2 of 10 bits', H264, 677a0020b6cd9405005df8fc0440000003004000000c83c60c6580, 1280, 722, avc1.7a0020",
        "'4:4:4 with scaling lists', H264, 67f4001e919b281405fdc5e022000003000200000300641e2c5b2c, 638, 358, avc1.f4001e",
        "'4:2:0 with scaling lists', H264, 6764001eacd940a02fea6c0440000003004000000c83c58b6580, 638, 358, avc1.64001e",
        "'HEVC', HEVC, 420101016000000300900000030000030078a003c08010e75596566924caf0168080000003008000000c84, 1918, 1078, ''",
        "'HEVC of 10 bits', HEVC, 420101022000000300900000030000030096a001e020021c4d96566924caf0168080000003008000000c84, 3840, 2160, ''",
        "'MPEG-2', MPEG2, b32d024013ffffe018, 720, 576, ''"
    })
    void isReadFromTheSequence(String what, VideoCodec codec, String set, int width, int height, String profile) {
        assertThat(PictureFormat.of(codec, bytes(set)))
                .contains(new PictureFormat(width, height, profile == null ? "" : profile));
    }

    @Test
    void ofASetThatIsCutOffNothingIsKnown() {
        byte[] whole = bytes(HIGH);
        for (int length = 1; length < 10; length++) {
            assertThat(PictureFormat.of(VideoCodec.H264, Arrays.copyOf(whole, length)))
                    .as("%d bytes", length)
                    .isEmpty();
        }
    }

    @Test
    void whateverTheBytesAreItEndsAndNoPictureIsLargerThanThereMayBe() {
        Random random = new Random(14);
        byte[] bytes = new byte[48];
        for (int i = 0; i < 20_000; i++) {
            random.nextBytes(bytes);
            for (VideoCodec codec : VideoCodec.values()) {
                PictureFormat.of(codec, bytes).ifPresent(picture -> {
                    assertThat(picture.width()).isBetween(1, 16_888);
                    assertThat(picture.height()).isBetween(1, 16_888);
                });
            }
        }
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }
}
