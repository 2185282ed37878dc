package io.acexy.core.mpegts;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Radio: programmes without video. */
class TsInspectorAudioTest {

    private static final long HALF_A_SECOND = 27_000_000L / 2;

    @TempDir
    static Path directory;

    @Test
    void radioCanBeJoinedEveryHalfSecond() {
        byte[] stream = Media.make(directory, "radio.ts", List.of(Media.TONE), "-c:a", "aac");
        List<JoinPoint> points = Inspection.of(stream).points;

        assertThat(points).hasSizeBetween(3, 6).allMatch(point -> point.kind() == JoinPoint.Kind.AUDIO);
        for (int i = 1; i < points.size(); i++) {
            assertThat(points.get(i).mediaTime() - points.get(i - 1).mediaTime())
                    .isGreaterThanOrEqualTo(HALF_A_SECOND);
        }
        for (JoinPoint point : points) {
            assertThat(Media.decode(directory, Inspection.joined(stream, point)))
                    .as("joined at %d", point.offset())
                    .isEmpty();
        }
    }

    @Test
    void dolbySoundIsKnownInBothWaysToSignalIt() {
        byte[] atsc = Media.make(directory, "atsc.ts", List.of(Media.TONE), "-c:a", "ac3");
        byte[] dvb = Media.make(directory, "dvb.ts", List.of(Media.TONE), "-c:a", "eac3", "-mpegts_flags", "system_b");

        assertThat(Inspection.of(atsc).inspector.program().audioPids()).hasSize(1);
        assertThat(Inspection.of(dvb).inspector.program().audioPids()).hasSize(1);
        assertThat(Inspection.of(dvb).points).isNotEmpty();
    }
}
