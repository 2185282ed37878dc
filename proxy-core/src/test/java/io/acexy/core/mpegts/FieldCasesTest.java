package io.acexy.core.mpegts;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.testkit.AlikeOnEveryJvm;
import io.acexy.testkit.CaseMedia;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Broadcasts that others have stumbled over: every keyframe of each is found, and can be begun with. */
@AlikeOnEveryJvm
class FieldCasesTest {

    private static final long SECOND = MediaClock.TICKS_PER_SECOND;

    @TempDir
    static Path directory;

    @ParameterizedTest(name = "{0}: {1} keyframes, {2} of them with a lead")
    @CsvSource({
        "FEWSPS, 3, 2",
        "GOP24, 1, 0",
        "NOIDR, 6, 0",
        "PES10, 7, 6",
        "PS_TAIL, 6, 6",
        "RAI_ALL, 6, 0",
        "MPTS_EMPTY, 5, 0",
        "MPTS_FILTERED, 6, 0"
    })
    void everyKeyframeThatCanBeBegunWithIsFound(CaseMedia media, int keyframes, int withLead) {
        List<JoinPoint> points = Inspection.of(media.bytes()).points;

        assertThat(points).extracting(JoinPoint::kind).containsOnly(JoinPoint.Kind.KEYFRAME);
        assertThat(points).hasSize(keyframes);
        assertThat(points).filteredOn(point -> point.lead().length > 0).hasSize(withLead);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "RADIO_VIDEOPID")
    void ffmpegHasNothingToSayOfAPlayerWhoJoins(CaseMedia media) {
        byte[] stream = upToThePictureThatIsCutOff(media.bytes());
        List<JoinPoint> points = Inspection.of(stream).points;

        for (JoinPoint point : List.of(points.get(0), points.get(points.size() / 2))) {
            assertThat(complaints(media, Inspection.joined(stream, point)))
                    .as("joined at %d", point.offset())
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "RADIO_VIDEOPID")
    void countersRunOnFromTheLeadToTheStream(CaseMedia media) {
        byte[] stream = media.bytes();
        for (JoinPoint point : Inspection.of(stream).points) {
            Inspection player = Inspection.of(Inspection.joined(stream, point));
            assertThat(player.inspector.continuityErrors()).isZero();
            assertThat(player.points.get(0).offset()).isLessThan(10 * TsPacket.SIZE);

            byte[] announced = Packets.concat(point.tables(), TsDiscontinuity.before(point), point.lead());
            assertThat(Inspection.of(announced).inspector.continuityErrors()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void tablesWithAWrongChecksumAreFollowedWhenTheyComeAlikeAndTheMediaIsThere(boolean patToo) {
        byte[] stream = CaseMedia.RAI_ALL.bytes();
        for (int at = 0; at < stream.length; at += TsPacket.SIZE) {
            int pid = (stream[at + 1] & 0x1F) << 8 | (stream[at + 2] & 0xFF);
            if (pid == 0x1000 || (pid == 0 && patToo)) {
                int length = 8 + ((stream[at + 6] & 0x0F) << 8 | (stream[at + 7] & 0xFF));
                stream[at + length - 1] ^= 0x55;
            }
        }
        Inspection inspection = Inspection.of(stream);

        assertThat(inspection.points).hasSize(6);
        assertThat(inspection.inspector.program().videoPid()).isEqualTo(0x100);
    }

    @ParameterizedTest
    @EnumSource(names = {"MPTS_EMPTY", "MPTS_FILTERED"})
    void theProgramWhosePictureComesIsFollowed(CaseMedia media) {
        assertThat(Inspection.of(media.bytes()).inspector.program().videoPid()).isEqualTo(0x100);
    }

    @Test
    void radioThatNamesAPictureIsJoinedAtItsSoundAfterAWhile() {
        Inspection inspection = Inspection.of(CaseMedia.RADIO_VIDEOPID.bytes());

        assertThat(inspection.inspector.program().hasVideo()).isTrue();
        assertThat(inspection.inspector.pictureCame()).isFalse();
        assertThat(inspection.points).isNotEmpty();
        assertThat(inspection.points).extracting(JoinPoint::kind).containsOnly(JoinPoint.Kind.AUDIO);
        assertThat(inspection.points.get(0).mediaTime()).isBetween(2 * SECOND, 3 * SECOND);
    }

    /**
     * ffmpeg complains rightly of programmes without media, and of nine pictures in ten without a time stamp: there only decoders
     * count.
     */
    private static List<String> complaints(CaseMedia media, byte[] stream) {
        boolean decodersOnly =
                media == CaseMedia.MPTS_EMPTY || media == CaseMedia.MPTS_FILTERED || media == CaseMedia.PES10;
        return Media.decode(directory, stream)
                .lines()
                .filter(line -> !decodersOnly || line.startsWith("[h264") || line.startsWith("[aac"))
                .toList();
    }

    /** The clips end anywhere. */
    private static byte[] upToThePictureThatIsCutOff(byte[] stream) {
        for (int pid : new int[] {0x100, 0x101}) {
            int at = stream.length - TsPacket.SIZE;
            while ((stream[at + 1] & 0x5F) != (0x40 | pid >>> 8) || (stream[at + 2] & 0xFF) != (pid & 0xFF)) {
                at -= TsPacket.SIZE;
            }
            for (; at < stream.length; at += TsPacket.SIZE) {
                if ((stream[at + 1] & 0x1F) == pid >>> 8 && (stream[at + 2] & 0xFF) == (pid & 0xFF)) {
                    stream[at + 1] = 0x1F; // to a stuffing packet
                    stream[at + 2] = (byte) 0xFF;
                }
            }
        }
        return stream;
    }
}
