package io.acexy.core.mpegts;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.testkit.AlikeOnEveryJvm;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Keyframes as ffprobe sees them, and every join point proved by decoding from it. */
@AlikeOnEveryJvm
class TsInspectorKeyframeTest {

    private static final Map<Clip, byte[]> CLIPS = new ConcurrentHashMap<>();

    @TempDir
    static Path directory;

    /** How the clips are encoded; three seconds each, a keyframe at least every second. */
    enum Clip {
        H264(VideoCodec.H264, 0x1B, "-c:v libx264 -g 25"),
        H264_BY_SLICES(VideoCodec.H264, 0x1B, "-c:v libx264 -g 25 -x264-params slices=4"),
        H264_INTERLACED(VideoCodec.H264, 0x1B, "-c:v libx264 -g 25 -flags +ildct+ilme"),
        H264_LARGE(VideoCodec.H264, 0x1B, "-c:v libx264 -g 25 -b:v 8M -s 1280x720 -preset ultrafast"),
        /** The message before the very first slice fills packets of its own. */
        H264_LARGE_MESSAGE(
                VideoCodec.H264,
                0x1B,
                "-c:v libx264 -g 25 -bsf:v h264_metadata=sei_user_data=086f3693-b7b3-4f2c-9653-21492feee5b8+"
                        + "message".repeat(400)),
        HEVC_OPEN_GOP(VideoCodec.HEVC, 0x24, "-c:v libx265 -x265-params log-level=none:keyint=25:pools=1:open-gop=1"),
        HEVC_CLOSED_GOP(VideoCodec.HEVC, 0x24, "-c:v libx265 -x265-params log-level=none:keyint=25:pools=1:open-gop=0"),
        MPEG2(VideoCodec.MPEG2, 0x02, "-c:v mpeg2video -g 12"),
        MPEG2_WITH_B_PICTURES(
                VideoCodec.MPEG2, 0x02, "-c:v mpeg2video -g 12 -bf 2 -sc_threshold 1000000000 -flags +cgop");

        final VideoCodec codec;
        final int streamType;
        final String options;

        Clip(VideoCodec codec, int streamType, String options) {
            this.codec = codec;
            this.streamType = streamType;
            this.options = options;
        }

        /** Encoded once for all tests; to be read only. */
        byte[] make() {
            return CLIPS.computeIfAbsent(
                    this,
                    clip -> Media.make(
                            directory, clip.name() + ".ts", List.of(Media.PICTURE), clip.options.split(" ", -1)));
        }
    }

    @ParameterizedTest
    @EnumSource
    void indicatedKeyframesAreThoseOfFfprobe(Clip clip) {
        byte[] stream = clip.make();
        Inspection inspection = Inspection.of(stream);

        assertThat(inspection.offsets()).hasSizeGreaterThanOrEqualTo(3).isEqualTo(Media.keyframes(directory, stream));
        assertThat(inspection.inspector.program().videoCodec()).isEqualTo(clip.codec);
        assertThat(inspection.inspector.program().video().streamType()).isEqualTo(clip.streamType);
        assertThat(inspection.inspector.keyframes()).isEqualTo(inspection.points.size());
    }

    @ParameterizedTest
    @EnumSource
    void keyframesAreFoundInThePayloadWhenNothingIndicatesThem(Clip clip) {
        byte[] stream = withoutIndicators(clip.make());

        assertThat(Inspection.of(stream).offsets())
                .hasSizeGreaterThanOrEqualTo(3)
                .isEqualTo(Media.keyframes(directory, stream));
    }

    @ParameterizedTest
    @EnumSource
    void everyJoinPointDecodesWithoutAWarning(Clip clip) {
        byte[] stream = withoutIndicators(clip.make());

        for (JoinPoint point : Inspection.of(stream).points) {
            assertThat(Media.decode(directory, Inspection.joined(stream, point)))
                    .as("joined at %d", point.offset())
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"H264", "HEVC_OPEN_GOP", "MPEG2"})
    void beginningElsewhereIsWarnedOfSoTheSilenceAboveMeansSomething(Clip clip) {
        byte[] stream = clip.make();
        JoinPoint point = Inspection.of(stream).points.get(1);
        byte[] late = Packets.concat(
                point.tables(), Arrays.copyOfRange(stream, (int) point.offset() + 2 * TsPacket.SIZE, stream.length));

        assertThat(Media.decode(directory, late)).isNotEmpty();
    }

    @Test
    void aKeyframeIsReportedWithItsFirstSliceAndPlacedWhereItsPesPacketBegan() {
        byte[] stream = withoutIndicators(Clip.H264_LARGE_MESSAGE.make());
        Inspection inspection = new Inspection();
        List<Integer> late = new ArrayList<>();
        for (int at = 0; at < stream.length; at += TsPacket.SIZE) {
            int before = inspection.points.size();
            inspection.feed(Arrays.copyOfRange(stream, at, at + TsPacket.SIZE));
            if (inspection.points.size() > before) {
                late.add(at - (int) inspection.points.get(before).offset());
            }
        }
        assertThat(late).hasSize(3);
        assertThat(late.get(0)).isGreaterThan(2_800);
    }

    @Test
    void recoveryPointsOfStreamsWithoutIdrPicturesAreJoinPoints() {
        byte[] stream = withoutIndicators(Media.make(
                directory,
                "open-gop.ts",
                List.of(Media.PICTURE),
                "-c:v",
                "libx264",
                "-x264-params",
                "open-gop=1:keyint=25:min-keyint=25:scenecut=0:bframes=2"));

        assertThat(Inspection.of(stream).offsets())
                .hasSizeGreaterThanOrEqualTo(3)
                .isEqualTo(Media.keyframes(directory, stream));
    }

    @Test
    void theStartsOfIntraRefreshAreJoinPoints() {
        byte[] stream = withoutIndicators(Media.make(
                directory,
                "refresh.ts",
                List.of(Media.PICTURE),
                "-c:v",
                "libx264",
                "-x264-params",
                "intra-refresh=1:keyint=25"));

        assertThat(Inspection.of(stream).offsets())
                .hasSizeGreaterThanOrEqualTo(3)
                .isEqualTo(Media.keyframes(directory, stream));
    }

    @Test
    void soundBesideThePictureChangesNothing() {
        byte[] stream = Media.make(
                directory, "av.ts", List.of(Media.PICTURE, Media.TONE), "-c:v", "libx264", "-g", "25", "-c:a", "aac");
        Inspection inspection = Inspection.of(stream);

        assertThat(inspection.offsets()).isEqualTo(Media.keyframes(directory, stream));
        assertThat(inspection.points).allMatch(point -> point.kind() == JoinPoint.Kind.KEYFRAME);
        assertThat(inspection.inspector.audioPackets()).isPositive();
        assertThat(inspection.inspector.videoPackets()).isGreaterThan(inspection.inspector.audioPackets());
        assertThat(inspection.inspector.continuityErrors()).isZero();
    }

    @Test
    void theMediaClockOfKeyframesIsThatOfTheEncoder() {
        byte[] stream = Media.make(
                directory, "second.ts", List.of(Media.PICTURE), "-c:v", "libx264", "-g", "25", "-sc_threshold", "0");
        List<JoinPoint> points = Inspection.of(stream).points;

        assertThat(points).hasSize(3);
        for (int i = 1; i < points.size(); i++) {
            long second = points.get(i).mediaTime() - points.get(i - 1).mediaTime();
            assertThat(second).isBetween(27_000_000L * 9 / 10, 27_000_000L * 11 / 10);
        }
    }

    /** Clears every random access indicator, so that only the payload tells. */
    static byte[] withoutIndicators(byte[] stream) {
        byte[] copy = stream.clone();
        for (int at = 0; at < copy.length; at += TsPacket.SIZE) {
            if ((copy[at + 3] & 0x20) != 0 && copy[at + 4] != 0) {
                copy[at + 5] = (byte) (copy[at + 5] & ~TsPacket.RANDOM_ACCESS);
            }
        }
        return copy;
    }
}
