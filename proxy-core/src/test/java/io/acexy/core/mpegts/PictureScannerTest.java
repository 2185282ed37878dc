package io.acexy.core.mpegts;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.core.mpegts.PictureScanner.Verdict;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PictureScannerTest {

    private static final int[] DELIMITER = {0, 0, 0, 1, 0x09, 0xF0};
    private static final int[] PARAMETER_SET = {0, 0, 0, 1, 0x67, 0x42, 0, 0x1E};
    private static final int[] RECOVERY_POINT = {0, 0, 1, 0x06, 0x06, 0x01, 0xC4, 0x80};
    private static final int[] PLAIN_SLICE = {0, 0, 1, 0x41, 0x9A};
    private static final int[] IDR_SLICE = {0, 0, 1, 0x65, 0x88};

    private final PictureScanner scanner = new PictureScanner();

    @Test
    void anIdrSliceIsAKeyframe() {
        expect(VideoCodec.H264, Verdict.KEYFRAME, DELIMITER, PARAMETER_SET, IDR_SLICE);
    }

    @Test
    void anotherSliceEndsTheSearch() {
        expect(VideoCodec.H264, Verdict.OTHER, DELIMITER, PARAMETER_SET, PLAIN_SLICE, IDR_SLICE);
    }

    @Test
    void withoutASliceNothingIsDecided() {
        expect(VideoCodec.H264, Verdict.UNDECIDED, DELIMITER, PARAMETER_SET, RECOVERY_POINT);
    }

    @Test
    void aRecoveryPointCountsWithAParameterSetOnly() {
        expect(VideoCodec.H264, Verdict.KEYFRAME, PARAMETER_SET, RECOVERY_POINT, PLAIN_SLICE);
        expect(VideoCodec.H264, Verdict.OTHER, RECOVERY_POINT, PLAIN_SLICE);
    }

    @Test
    void aRecoveryPointIsFoundBehindOtherMessages() {
        int[] messages = new int[4 + 3 + 300 + 3];
        messages[2] = 1;
        messages[3] = 0x06;
        messages[4] = 5;
        messages[5] = 0xFF;
        messages[6] = 45;
        Arrays.fill(messages, 7, 307, 0x55);
        messages[307] = 6;
        messages[308] = 1;
        messages[309] = 0xC4;
        expect(VideoCodec.H264, Verdict.KEYFRAME, PARAMETER_SET, messages, PLAIN_SLICE);
    }

    @Test
    void aSixInsideAnotherMessageIsNoRecoveryPoint() {
        int[] message = {0, 0, 1, 0x06, 0x05, 0x04, 0x06, 0x01, 0x06, 0x01, 0x80};
        expect(VideoCodec.H264, Verdict.OTHER, PARAMETER_SET, message, PLAIN_SLICE);
    }

    @Test
    void bytesThatPreventStartCodesDoNotCountInMessages() {
        int[] message = {0, 0, 1, 0x06, 0x05, 0x04, 0, 0, 3, 1, 0x77, 0x06, 0x01, 0xC4, 0x80};
        expect(VideoCodec.H264, Verdict.KEYFRAME, PARAMETER_SET, message, PLAIN_SLICE);
    }

    @Test
    void hevcPicturesOfTypes16To21AreKeyframes() {
        for (int type = 0; type < 32; type++) {
            Verdict verdict = type >= 16 && type <= 21 ? Verdict.KEYFRAME : Verdict.OTHER;
            expect(VideoCodec.HEVC, verdict, new int[] {0, 0, 1, 0x40, 1, 0x0C, 0, 0, 1, type << 1, 1});
        }
    }

    @Test
    void anMpeg2SequenceHeaderIsAKeyframeAndAPictureWithoutIsNot() {
        expect(VideoCodec.MPEG2, Verdict.KEYFRAME, new int[] {0, 0, 1, 0xB3, 0x14});
        expect(VideoCodec.MPEG2, Verdict.OTHER, new int[] {0, 0, 1, 0xB8, 0, 8, 0, 0, 0, 1, 0, 0, 0x0F});
    }

    @Test
    void theSearchEndsAfter64KibibytesWithoutAnything() {
        scanner.begin(VideoCodec.H264);
        ByteBuf nothing = Unpooled.wrappedBuffer(new byte[1024]);
        for (int i = 0; i < 63; i++) {
            assertThat(scanner.scan(nothing, 0, 1024)).isEqualTo(Verdict.UNDECIDED);
        }
        assertThat(scanner.scan(nothing, 0, 1024)).isEqualTo(Verdict.OTHER);
    }

    /** The verdict must not depend on where packets end: whole, cut at every place, and byte by byte. */
    private void expect(VideoCodec codec, Verdict expected, int[]... units) {
        ByteBuf unit = Unpooled.buffer();
        for (int[] part : units) {
            for (int value : part) {
                unit.writeByte(value);
            }
        }
        int end = unit.readableBytes();
        for (int cut = 0; cut <= end; cut++) {
            scanner.begin(codec);
            Verdict first = scanner.scan(unit, 0, cut);
            Verdict last = first == Verdict.UNDECIDED ? scanner.scan(unit, cut, end) : first;
            assertThat(last).as("cut at %d", cut).isEqualTo(expected);
        }
        scanner.begin(codec);
        Verdict verdict = Verdict.UNDECIDED;
        for (int at = 0; at < end && verdict == Verdict.UNDECIDED; at++) {
            verdict = scanner.scan(unit, at, at + 1);
        }
        assertThat(verdict).isEqualTo(expected);
    }
}
