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

    @Test
    void everySliceTypeIsRead() {
        for (int type = 0; type < 10; type++) {
            String number = Integer.toBinaryString(type + 1);
            String bits = ("1" + "0".repeat(number.length() - 1) + number + "0000000").substring(0, 8);
            int[] slice = {0, 0, 1, 0x41, Integer.parseInt(bits, 2), 0x84};
            boolean intra = type == 2 || type == 7;
            expect(VideoCodec.H264, intra ? "key" : "other", DELIMITER, SETS, slice);
        }
        expect(VideoCodec.H264, "other", DELIMITER, SETS, new int[] {0, 0, 1, 0x41, 0x84, 0x84});
    }

    @Test
    void aFurtherSliceOfHevcIsNoPicture() {
        int[] sets = {0, 0, 1, 0x40, 1, 0x0C, 0, 0, 1, 0x42, 1, 1, 0, 0, 1, 0x44, 1, 0xC1};
        int[] first = {0, 0, 1, 19 << 1, 1, 0xAF, 0x10};
        int[] further = {0, 0, 1, 19 << 1, 1, 0x2F, 0x10};
        expect(VideoCodec.HEVC, "key", sets, first, further, further);
        expect(VideoCodec.HEVC, "", sets, new int[] {0, 0, 1, 22 << 1, 1, 0xAF, 0, 0, 1, 23 << 1, 1, 0xAF});
    }

    @Test
    void anAnnouncedIntraPictureOfHevcIsAKeyWithSetsOfItsOwn() {
        int[] sets = {0, 0, 1, 0x40, 1, 0x0C, 0, 0, 1, 0x42, 1, 1, 0, 0, 1, 0x44, 1, 0xC1};
        int[] picture = {0, 0, 1, 2, 1, 0xD0};
        expect(VideoCodec.HEVC, "key", new int[] {0, 0, 1, 35 << 1, 1, 0x1F}, sets, picture);
        expect(VideoCodec.HEVC, "other", new int[] {0, 0, 1, 35 << 1, 1, 0x20}, sets, picture);
    }

    @Test
    void aMessageThatBreaksOffDoesNotSpoilTheNext() {
        int[] sets = {0, 0, 1, 0x40, 1, 0x0C, 0, 0, 1, 0x42, 1, 1, 0, 0, 1, 0x44, 1, 0xC1};
        int[] broken = {0, 0, 1, 39 << 1, 1, 5, 40, 0x55};
        int[] recovery = {0, 0, 1, 39 << 1, 1, 6, 1, 0x80};
        expect(VideoCodec.HEVC, "key", sets, broken, recovery, new int[] {0, 0, 1, 2, 1, 0xD0});
        int[] h264 = {0, 0, 1, 0x06, 5, 40, 0x55};
        expect(VideoCodec.H264, "key", SETS, h264, RECOVERY_POINT, P_SLICE);
    }

    @Test
    void startCodesAreFoundWhereverTheyStand() {
        for (int filler : new int[] {0x01, 0x55, 0x7F, 0x80, 0x81, 0xFF}) {
            for (int length = 0; length < 40; length++) {
                int[] rest = new int[length];
                Arrays.fill(rest, filler);
                expect(VideoCodec.H264, "key other", DELIMITER, SETS, IDR_SLICE, rest, P_SLICE);
            }
        }
    }

    @Test
    void anotherStreamBeginsWithoutSets() {
        Verdicts verdicts = new Verdicts(VideoCodec.H264);
        verdicts.scan(DELIMITER, SETS, IDR_SLICE);
        verdicts.scanner.reset(VideoCodec.H264);
        verdicts.scanner.begin();
        verdicts.scan(DELIMITER, IDR_SLICE);
        assertThat(verdicts).hasToString("key other");
    }

    @Test
    void whatIsMissingEndsAUnitInTheMiddle() {
        Verdicts verdicts = new Verdicts(VideoCodec.H264);
        verdicts.scan(DELIMITER, SEQUENCE, new int[] {0, 0, 0, 1, 0x68, 0xCE});
        verdicts.scanner.lose();
        verdicts.scan(new int[] {0x38}, IDR_SLICE);
        assertThat(verdicts).hasToString("other");
    }

    @Test
    void aResetInTheMiddleOfAUnitEndsIt() {
        Verdicts verdicts = new Verdicts(VideoCodec.H264);
        verdicts.scan(DELIMITER, SETS, new int[] {0, 0, 1, 0x65});
        verdicts.scanner.reset(VideoCodec.H264);
        verdicts.scan(new int[] {0x88, 0x84});
        assertThat(verdicts).hasToString("");
    }

    @Test
    void aSetEndsWithItsPesPacket() {
        Verdicts verdicts = new Verdicts(VideoCodec.H264);
        verdicts.scan(DELIMITER, SETS);
        verdicts.scanner.begin();
        verdicts.scan(new int[] {0x55, 0x55}, DELIMITER, IDR_SLICE);
        assertThat(verdicts.sets.bytes()).endsWith(0, 0, 0, 1, 0x68, 0xCE, 0x38);
        assertThat(verdicts).hasToString("key without its sets");
    }

    @Test
    void anExtensionThatIsNotTheSequencesIsNoSet() {
        int[] sequence = {0, 0, 1, 0xB3, 0x14, 0x00, 0xB4};
        int[] itsOwn = {0, 0, 1, 0xB5, 0x14, 0x8A, 0};
        int[] intra = {0, 0, 1, 0, 0, 0x0F, 0xFF};
        int[] thePictures = {0, 0, 1, 0xB5, 0x8F, 0xFF, 0xF3};
        Verdicts verdicts = new Verdicts(VideoCodec.MPEG2);
        verdicts.scan(sequence, itsOwn, intra, thePictures, new int[] {0, 0, 1, 0xB8, 1, 2}, thePictures, intra);
        assertThat(verdicts.sets.bytes()).isEqualTo(new byte[] {
            0, 0, 0, 1, (byte) 0xB3, 0x14, 0, (byte) 0xB4, 0, 0, 0, 1, (byte) 0xB5, 0x14, (byte) 0x8A
        });
    }

    @Test
    void anAccessUnitBeginsWithWhateverStandsBeforeItsPicture() {
        int[] head = {0, 0, 0, 0, 0, 0, 0, 1, 0x09, 0xF0};
        assertThat(units(VideoCodec.H264, head, SETS, IDR_SLICE)).isEqualTo("8 first");
        assertThat(units(VideoCodec.H264, new int[] {0}, head, SETS, IDR_SLICE)).isEqualTo("9");
        assertThat(units(VideoCodec.H264, DELIMITER, IDR_SLICE, P_SLICE, DELIMITER, P_SLICE))
                .isEqualTo("4 first, 15, 22");
        assertThat(units(VideoCodec.H264, P_SLICE, SECOND_SLICE, RECOVERY_POINT, P_SLICE))
                .isEqualTo("3 first, 15");
        int[] sequence = {0, 0, 1, 0xB3, 0x14, 0x00, 0xB4};
        int[] group = {0, 0, 1, 0xB8, 0, 8, 0x40, 0};
        int[] intra = {0, 0, 1, 0, 0, 0x0F, 0xFF};
        assertThat(units(VideoCodec.MPEG2, sequence, group, intra, group, intra, intra))
                .isEqualTo("3 first, 25, 40");
    }

    private static String units(VideoCodec codec, int[]... units) {
        Verdicts verdicts = new Verdicts(codec);
        verdicts.scan(units);
        return String.join(", ", verdicts.units);
    }

    @Test
    void nothingMoreIsReadWhereNoMoreIsWanted() {
        int[] hevc = {0, 0, 1, 0x40, 1, 0x0C, 0, 0, 1, 0x42, 1, 1, 0, 0, 1, 0x44, 1, 0xC1, 0, 0, 1, 38, 1, 0xAF};
        int[] mpeg2 = {0, 0, 1, 0xB3, 0x14, 0x00, 0xB4, 0, 0, 1, 0, 0, 0x0F, 0xFF};
        expectToStop(VideoCodec.H264, join(DELIMITER, SETS, IDR_SLICE));
        expectToStop(VideoCodec.HEVC, hevc);
        expectToStop(VideoCodec.MPEG2, mpeg2);
    }

    private static void expectToStop(VideoCodec codec, int[] stream) {
        Verdicts content = new Verdicts(codec);
        content.wantsMore = false;
        assertThat(content.scan(stream, stream)).isFalse();
        assertThat(content).hasToString("key");
        Verdicts curious = new Verdicts(codec);
        assertThat(curious.scan(stream, stream)).isTrue();
        assertThat(curious.words).hasSize(2);
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
        final List<String> units = new ArrayList<>();
        final ParameterSets sets = new ParameterSets();
        final PictureScanner scanner = new PictureScanner(sets, this);
        boolean wantsMore = true;

        Verdicts(VideoCodec codec) {
            scanner.reset(codec);
            scanner.begin();
        }

        boolean scan(int[]... stream) {
            int[] all = join(stream);
            ByteBuf bytes = Unpooled.buffer();
            for (int value : all) {
                bytes.writeByte(value);
            }
            return scanner.scan(bytes, 0, all.length);
        }

        @Override
        public void accessUnit(int header, boolean first) {
            units.add(header + (first ? " first" : ""));
        }

        @Override
        public boolean picture(boolean key, boolean whole) {
            words.add(!key ? "other" : whole ? "key" : "key without its sets");
            return wantsMore;
        }

        @Override
        public String toString() {
            return String.join(" ", words);
        }
    }
}
