package io.acexy.core.mpegts;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class PictureScannerTest {

    private static final int[] DELIMITER = {0, 0, 0, 1, 0x09, 0xF0};
    private static final int[] SEQUENCE = {0, 0, 0, 1, 0x67, 0x42, 0, 0x1E, 0x88};
    private static final int[] PICTURE = {0, 0, 0, 1, 0x68, 0xCE, 0x38};
    private static final int[] RECOVERY_POINT = {0, 0, 1, 0x06, 0x06, 0x01, 0xC4, 0x80};
    private static final int[] P_SLICE = {0, 0, 1, 0x41, 0x9A, 0x22};
    private static final int[] I_SLICE = {0, 0, 1, 0x41, 0x88, 0x84};
    private static final int[] SECOND_SLICE = {0, 0, 1, 0x41, 0x4A, 0x22};
    private static final int[] IDR_SLICE = {0, 0, 1, 0x65, 0x88, 0x84};
    private static final int[] SETS = join(SEQUENCE, PICTURE);

    @Test
    void anIdrPictureIsAKeyOnceParameterSetsAreKnown() {
        expect(VideoCodec.H264, "key", DELIMITER, SETS, IDR_SLICE);
        expect(VideoCodec.H264, "other", DELIMITER, IDR_SLICE);
        expect(VideoCodec.H264, "other", DELIMITER, SEQUENCE, IDR_SLICE);
    }

    @Test
    void parameterSetsOfLongAgoAreToBeSentFirst() {
        expect(
                VideoCodec.H264,
                "key other key without its sets",
                DELIMITER,
                SETS,
                IDR_SLICE,
                DELIMITER,
                P_SLICE,
                DELIMITER,
                IDR_SLICE);
    }

    @Test
    void aPictureBeginsWithItsFirstSliceOnly() {
        expect(
                VideoCodec.H264,
                "key other",
                DELIMITER,
                SETS,
                IDR_SLICE,
                SECOND_SLICE,
                DELIMITER,
                P_SLICE,
                SECOND_SLICE,
                SECOND_SLICE);
    }

    @Test
    void aRecoveryPointCountsOnceParameterSetsAreKnown() {
        expect(VideoCodec.H264, "key", SETS, RECOVERY_POINT, P_SLICE);
        expect(VideoCodec.H264, "other", RECOVERY_POINT, P_SLICE);
        expect(
                VideoCodec.H264,
                "other key without its sets other",
                SETS,
                P_SLICE,
                RECOVERY_POINT,
                P_SLICE,
                DELIMITER,
                P_SLICE);
    }

    @Test
    void anIPictureCountsWithParameterSetsOfItsOwn() {
        expect(VideoCodec.H264, "key other", DELIMITER, SETS, I_SLICE, DELIMITER, P_SLICE);
        expect(VideoCodec.H264, "key other other", SETS, IDR_SLICE, DELIMITER, P_SLICE, DELIMITER, I_SLICE);
    }

    @Test
    void theSecondFieldOfAKeyPictureIsNoBeginning() {
        expect(VideoCodec.H264, "key other", DELIMITER, SETS, IDR_SLICE, DELIMITER, IDR_SLICE);
        expect(VideoCodec.H264, "key other", DELIMITER, SETS, IDR_SLICE, DELIMITER, P_SLICE);
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
        expect(VideoCodec.H264, "key", SETS, messages, P_SLICE);
    }

    @Test
    void aSixInsideAnotherMessageIsNoRecoveryPoint() {
        int[] message = {0, 0, 1, 0x06, 0x05, 0x04, 0x06, 0x01, 0x06, 0x01, 0x80};
        expect(VideoCodec.H264, "other", SETS, message, P_SLICE);
    }

    @Test
    void bytesThatPreventStartCodesDoNotCountInMessages() {
        int[] message = {0, 0, 1, 0x06, 0x05, 0x04, 0, 0, 3, 1, 0x77, 0x06, 0x01, 0xC4, 0x80};
        expect(VideoCodec.H264, "key", SETS, message, P_SLICE);
    }

    @Test
    void hevcPicturesOfTypes16To21AreKeys() {
        int[] sets = {0, 0, 1, 0x40, 1, 0x0C, 0, 0, 1, 0x42, 1, 1, 0, 0, 1, 0x44, 1, 0xC1};
        for (int type = 0; type < 22; type++) {
            String verdict = type >= 16 ? "key" : "other";
            expect(VideoCodec.HEVC, verdict, sets, new int[] {0, 0, 1, type << 1, 1, 0xAF, 0x10});
        }
        expect(VideoCodec.HEVC, "other", new int[] {0, 0, 1, 19 << 1, 1, 0xAF});
        expect(VideoCodec.HEVC, "key", sets, new int[] {0, 0, 1, 39 << 1, 1, 6, 1, 0x80, 0, 0, 1, 2, 1, 0xD0});
        expect(VideoCodec.HEVC, "key", new int[] {0, 0, 1, 35 << 1, 1, 0x10}, sets, new int[] {0, 0, 1, 2, 1, 0xD0});
        expect(VideoCodec.HEVC, "", sets, new int[] {0, 0, 1, 19 << 1, 9, 0xAF});
    }

    @Test
    void anMpeg2PictureIsAKeyWhenItIsIntraAndASequenceHeaderIsKnown() {
        int[] sequence = {0, 0, 1, 0xB3, 0x14, 0x00, 0xB4, 0, 0, 1, 0xB5, 0x14, 0x8A};
        int[] group = {0, 0, 1, 0xB8, 0, 8, 0x40, 0};
        int[] intra = {0, 0, 1, 0, 0, 0x0F, 0xFF};
        int[] predicted = {0, 0, 1, 0, 0, 0x57, 0xFF};
        expect(VideoCodec.MPEG2, "key", sequence, group, intra);
        expect(VideoCodec.MPEG2, "other", sequence, predicted);
        expect(VideoCodec.MPEG2, "other", group, intra);
        expect(VideoCodec.MPEG2, "key other key without its sets", sequence, intra, predicted, group, intra);
        expect(VideoCodec.MPEG2, "key other", sequence, intra, intra);
    }

    @Test
    void aSetThatIsTooLongIsNotKept() {
        int[] endless = new int[5000];
        Arrays.fill(endless, 0x55);
        expect(
                VideoCodec.H264,
                "key other other",
                SEQUENCE,
                PICTURE,
                endless,
                IDR_SLICE,
                DELIMITER,
                P_SLICE,
                DELIMITER,
                IDR_SLICE);
    }

    private static int[] join(int[]... units) {
        return Arrays.stream(units).flatMapToInt(Arrays::stream).toArray();
    }

    /** The verdicts must not depend on where packets end: whole, cut at every place, and byte by byte. */
    private static void expect(VideoCodec codec, String expected, int[]... units) {
        ByteBuf unit = Unpooled.buffer();
        for (int value : join(units)) {
            unit.writeByte(value);
        }
        int end = unit.readableBytes();
        int step = end > 1000 ? 97 : 1;
        for (int cut = 0; cut <= end; cut += step) {
            Verdicts verdicts = new Verdicts(codec);
            verdicts.scanner.scan(unit, 0, cut);
            verdicts.scanner.scan(unit, cut, end);
            assertThat(verdicts).as("cut at %d", cut).hasToString(expected);
        }
    }

    private static final class Verdicts implements PictureScanner.Listener {
        final List<String> words = new ArrayList<>();
        final PictureScanner scanner = new PictureScanner(new ParameterSets(), this);

        Verdicts(VideoCodec codec) {
            scanner.reset(codec);
            scanner.begin();
        }

        @Override
        public void accessUnit(int header, boolean first) {}

        @Override
        public boolean picture(boolean key, boolean whole) {
            words.add(!key ? "other" : whole ? "key" : "key without its sets");
            return true;
        }

        @Override
        public String toString() {
            return String.join(" ", words);
        }
    }
}
