package io.acexy.core.mpegts;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.testkit.AlikeOnEveryJvm;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which parameter sets a newcomer is sent, and in what order. */
@AlikeOnEveryJvm
class ParameterSetsTest {

    private static final int VIDEO = ParameterSets.VIDEO;
    private static final int SEQUENCE = ParameterSets.SEQUENCE;
    private static final int PICTURE = ParameterSets.PICTURE;
    private static final byte[] CODE = {0, 0, 0, 1};

    /** Of 320 by 180, and of 1920 by 1080. */
    private static final byte[] SMALL = bytes("6742c00cd901419f9f011000000300100000030320f142a480");

    private static final byte[] LARGE = bytes("67640028acd940780227e5c044000003000400000300c83c60c658");

    private final ParameterSets sets = new ParameterSets();

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    private void set(int kind, byte[] unit) {
        sets.begin(kind);
        for (byte one : unit) {
            sets.append(one & 0xFF);
        }
        sets.end(0);
    }

    private void assertAre(byte[]... units) {
        byte[] expected = {};
        for (byte[] unit : units) {
            expected = Packets.concat(expected, CODE, unit);
        }
        assertThat(sets.bytes()).isEqualTo(expected);
    }

    /** The picture set of H.264 with this identifier. */
    private static byte[] ofPicture(int id, int more) {
        return new BitWriter().bits(8, 0x68).golomb(id).bits(16, more).unit();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 6, 7, 14, 15, 31, 62, 63, 126, 127, 254, 255})
    void aPictureSetOfAnotherNumberIsKeptBesideIt(int id) {
        sets.clear(VideoCodec.H264);
        byte[] one = ofPicture(id, 0xAAAA);
        byte[] next = ofPicture(id + 1, 0xAAAA);
        set(PICTURE, one);
        set(PICTURE, next);
        assertAre(one, next);
        byte[] changed = ofPicture(id, 0xBBBB);
        set(PICTURE, changed);
        assertAre(next, changed);
    }

    @Test
    void oneThatComesAgainAsItWasStaysWhereItIs() {
        sets.clear(VideoCodec.H264);
        set(PICTURE, ofPicture(0, 1));
        set(PICTURE, ofPicture(1, 1));
        set(PICTURE, ofPicture(0, 1));
        assertAre(ofPicture(0, 1), ofPicture(1, 1));
    }

    @Test
    void anotherSequenceReplacesTheOldAndWhatRefersToIt() {
        sets.clear(VideoCodec.H264);
        set(SEQUENCE, SMALL);
        set(PICTURE, ofPicture(0, 1));
        assertThat(sets.picture()).extracting(PictureFormat::width).isEqualTo(320);
        set(SEQUENCE, LARGE);
        assertThat(sets.picture()).extracting(PictureFormat::width).isEqualTo(1_920);
        assertAre(LARGE);
    }

    @Test
    void theyAreSentInTheOrderInWhichTheyReferToEachOther() {
        sets.clear(VideoCodec.HEVC);
        byte[] picture = bytes("4401c172b46240");
        byte[] sequence =
                bytes("420101016000000300900000030000030078a003c08010e75596566924caf0168080000003008000000c84");
        byte[] video = bytes("40010c01ffff");
        set(SEQUENCE, sequence);
        set(PICTURE, picture);
        set(VIDEO, video);
        assertAre(video, sequence, picture);
        assertThat(sets.kinds()).isEqualTo(VIDEO | SEQUENCE | PICTURE);
    }

    @Test
    void pictureSetsOfHevcAreToldApartBehindTheirLongerHeader() {
        sets.clear(VideoCodec.HEVC);
        byte[] one = new BitWriter().bits(16, 0x4401).golomb(3).bits(16, 1).unit();
        byte[] other = new BitWriter().bits(16, 0x4401).golomb(4).bits(16, 1).unit();
        set(PICTURE, one);
        set(PICTURE, other);
        assertAre(one, other);
    }

    @ParameterizedTest
    @ValueSource(strings = {"4501c172b462", "4409c172b462"})
    void thoseOfFurtherViewsAreLeftOut(String unit) {
        sets.clear(VideoCodec.HEVC);
        set(PICTURE, bytes(unit));
        assertAre();
    }

    @Test
    void extensionsOfMpeg2AreToldApartByTheirKind() {
        sets.clear(VideoCodec.MPEG2);
        byte[] ofSequence = bytes("b5148200010000");
        byte[] display = bytes("b523050505");
        set(PICTURE, ofSequence);
        set(PICTURE, display);
        set(PICTURE, bytes("b5230505ff"));
        assertAre(trimmed(ofSequence), bytes("b5230505ff"));
    }

    private static byte[] trimmed(byte[] unit) {
        return Arrays.copyOf(unit, unit.length - 2);
    }

    @Test
    void zerosBehindASetAndWhatBelongsToTheNextAreNoPartOfIt() {
        sets.clear(VideoCodec.H264);
        sets.begin(PICTURE);
        for (byte one : bytes("68ce3880000000000106")) {
            sets.append(one & 0xFF);
        }
        sets.end(2);
        assertAre(bytes("68ce3880"));
    }

    @Test
    void whatIsNoLongerThanAHeaderIsNoSet() {
        sets.clear(VideoCodec.H264);
        set(PICTURE, bytes("68ce"));
        set(PICTURE, bytes("000000"));
        assertAre();
        set(PICTURE, bytes("68ce38"));
        assertAre(bytes("68ce38"));
    }

    @Test
    void oneThatIsTooLongIsNotKeptAndTheNextIs() {
        sets.clear(VideoCodec.H264);
        byte[] longest = new byte[2_048];
        Arrays.fill(longest, (byte) 0x55);
        set(PICTURE, Packets.concat(longest, new byte[] {1}));
        assertAre();
        set(PICTURE, longest);
        assertAre(longest);
    }

    @Test
    void thereAreAsManyAsThereMayBe() {
        sets.clear(VideoCodec.H264);
        for (int id = 0; id < 40; id++) {
            set(PICTURE, ofPicture(id, 1));
        }
        assertThat(sets.bytes()).startsWith(CODE).endsWith(ofPicture(31, 1));
    }

    @Test
    void anotherCodecBeginsWithNone() {
        sets.clear(VideoCodec.H264);
        set(SEQUENCE, SMALL);
        sets.clear(VideoCodec.HEVC);
        assertAre();
        assertThat(sets.picture()).isNull();
        assertThat(sets.kinds()).isZero();
    }
}
