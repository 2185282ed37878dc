package io.acexy.simulator.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.acexy.testkit.Ffmpeg;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EndlessMediaTest {

    private final EndlessMedia media = EndlessMedia.testPattern();

    @Test
    void theTestPatternLoopsAfterWholeFramesOfPictureAndSound() {
        assertThat(media.duration()).isEqualTo(Duration.ofSeconds(16));
        assertThat(media.packets() * (long) EndlessMedia.PACKET_SIZE).isLessThan(1 << 20);
    }

    @Test
    void tenMinutesDecodeWithoutOneWarning() throws Exception {
        int loops = (int) (Duration.ofMinutes(10).toSeconds() / media.duration().toSeconds()) + 1;
        assertThat(decode(media, 0, loops)).isEmpty();
    }

    @Test
    void whatTheDemoShowsLoopsWithoutOneWarning() throws Exception {
        EndlessMedia demo = EndlessMedia.demo();
        assertThat(demo.duration()).isEqualTo(Duration.ofSeconds(16));
        assertThat(demo.packets() * (long) EndlessMedia.PACKET_SIZE).isLessThan(1_500_000);
        assertThat(decode(demo, 0, 3)).isEmpty();
    }

    @Test
    void theWrapOfThe33BitClockDecodesWithoutOneWarning() throws Exception {
        long wrap = (1L << 33) / 90_000 / media.duration().toSeconds();
        assertThat(decode(media, wrap - 2, 4)).isEmpty();
    }

    @Test
    void aPaddedBroadcastDecodesWithoutOneWarning() throws Exception {
        EndlessMedia padded = media.paddedTo(2_000_000);
        assertThat((double) padded.bitsPerSecond()).isCloseTo(2_000_000, within(2_000.0));
        assertThat(decode(padded, 1000, 3)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-c:v mpeg2video -g 15 -c:a mp2",
                "-c:v libx264 -preset ultrafast -g 60 -c:a aac -aac_pns 0 -muxrate 1500k",
                "-c:v libx264 -preset ultrafast -g 60 -an",
                "-vn -c:a mp2"
            })
    void anyFileLoopsWithoutAWarning(String codecs, @TempDir Path folder) throws Exception {
        Path file = folder.resolve("any.ts");
        List<String> make = new ArrayList<>(List.of("ffmpeg", "-v", "error", "-f", "lavfi", "-i"));
        make.addAll(List.of("testsrc=size=160x90:rate=30", "-f", "lavfi", "-i", "sine=440:r=48000", "-t", "5.3"));
        make.addAll(List.of(codecs.split(" ")));
        make.add(file.toString());
        assertThat(Ffmpeg.run(out -> {}, make)).isEmpty();
        assertThat(decode(EndlessMedia.of(file), 0, 5)).isEmpty();
    }

    @Test
    void everyPacketOfAPaddedBroadcastIsFound() {
        EndlessMedia padded = media.paddedTo(2_000_000);
        for (long n = 5_000_000; n < 5_000_100; n++) {
            assertThat(padded.locate(padded.bytes(n, 40), 0, 6_000_000)).isEqualTo(n);
        }
    }

    private static String decode(EndlessMedia media, long firstLoop, int loops) throws Exception {
        return Ffmpeg.warningsOf(out -> {
            for (long loop = firstLoop; loop < firstLoop + loops; loop++) {
                out.write(media.bytes(loop * media.packets(), media.packets()));
            }
        });
    }

    @Test
    void theClockRunsEvenlyOverThreeLoops() {
        byte[] all = media.bytes(0, 3 * media.packets());
        long last = -1;
        for (int at = 0; at < all.length; at += TsFields.PACKET) {
            if (!TsFields.hasPcr(all, at)) {
                continue;
            }
            long pcr = TsFields.readPcr(all, at + 6);
            if (last >= 0) {
                assertThat(pcr - last).isPositive().isLessThan(TsFields.PCR_HZ / 5);
            }
            last = pcr;
        }
    }

    @Test
    void continuityCountersRunOnOverTwentyLoops() {
        byte[] all = media.bytes(7, 20 * media.packets());
        Map<Integer, Integer> last = new HashMap<>();
        for (int at = 0; at < all.length; at += TsFields.PACKET) {
            int pid = TsFields.pid(all, at);
            int counter = all[at + 3] & 0x0F;
            Integer before = last.put(pid, counter);
            if (before != null) {
                int step = TsFields.hasPayload(all, at) ? 1 : 0;
                assertThat(counter).as("packet %d", at / TsFields.PACKET).isEqualTo((before + step) & 0x0F);
            }
        }
    }

    @Test
    void twoInstancesEmitTheSameBytesAtTheSamePosition() {
        ByteBuf other = Unpooled.buffer();
        EndlessMedia.testPattern().copy(123_456, 500, other);
        byte[] theirs = new byte[other.readableBytes()];
        other.readBytes(theirs);
        assertThat(theirs).isEqualTo(media.bytes(123_456, 500));
        assertThat(media.mismatch(theirs, 123_456)).isEqualTo(-1);
        assertThat(media.mismatch(theirs, 123_457)).isNotNegative();
    }

    @Test
    void aRunWithAPictureStartIsFoundWhereItIs() {
        for (long n = 1_000_003; n < 1_000_503; n += 7) {
            assertThat(media.locate(media.bytes(n, 200), 0, 2_000_000)).isEqualTo(n);
        }
    }

    @Test
    void aRunThatIsNotInTheRangeIsNotFound() {
        byte[] run = media.bytes(5_000, 100);
        assertThat(media.locate(run, 5_001, 100_000)).isEqualTo(-1);
        assertThat(media.locate(run, 0, 5_000)).isEqualTo(-1);
        run[50 * TsFields.PACKET + 100] ^= 1;
        assertThat(media.locate(run, 0, 100_000)).isEqualTo(-1);
    }

    @Test
    void positionAndTimeAreInverse() {
        for (long n = 0; n < 3L * media.packets(); n += 13) {
            assertThat(media.packetAt(media.timeOf(n))).isEqualTo(n);
        }
        assertThat(media.packetAt(Duration.ofHours(30)) / media.packetsPerSecond())
                .isCloseTo(30 * 3600.0, within(1.0));
    }

    @Test
    void keyframesComeEveryTwoSeconds() {
        long keyframe = media.keyframeFrom(40_000);
        for (int i = 0; i < 20; i++) {
            assertThat(media.isKeyframe(keyframe)).isTrue();
            long next = media.keyframeFrom(keyframe + 1);
            assertThat(media.timeOf(next).minus(media.timeOf(keyframe)).toMillis())
                    .isBetween(1_700L, 2_300L);
            keyframe = next;
        }
    }

    @Test
    void keyframesAreFoundWithoutTheRandomAccessIndicator() {
        byte[] bytes = withoutFlag(media.bytes(0, media.packets()), TsFields.FLAG_RANDOM_ACCESS);
        EndlessMedia without = EndlessMedia.of(bytes);
        assertThat(without.keyframeFrom(1)).isEqualTo(media.keyframeFrom(1));
    }

    @Test
    void whatIsNotATransportStreamIsRefusedWithAReason() {
        byte[] good = media.bytes(0, media.packets());
        assertRefused(new byte[100], "no whole packet");
        assertRefused(new byte[1880], "packet 0 does not start with 0x47");
        assertRefused(Arrays.copyOf(good, 2 * 188), "no PMT");
        assertRefused(Arrays.copyOf(good, 5 * 188), "two time stamps");
        assertRefused(withoutFlag(good, TsFields.FLAG_PCR), "at least two PCR");
        assertRefused(Arrays.copyOfRange(good, 5 * 188, 15 * 188), "no PAT");
        byte[] jump = good.clone();
        System.arraycopy(good, 0, jump, 188 * 2000, 188 * 100);
        assertRefused(jump, "the PCR jumps at packet");
    }

    private static byte[] withoutFlag(byte[] stream, int flag) {
        byte[] bytes = stream.clone();
        for (int at = 0; at < bytes.length; at += TsFields.PACKET) {
            if (TsFields.adaptationFlags(bytes, at) != 0) {
                bytes[at + 5] &= (byte) ~flag;
            }
        }
        return bytes;
    }

    private static void assertRefused(byte[] bytes, String reason) {
        assertThatThrownBy(() -> EndlessMedia.of(bytes))
                .isInstanceOf(MediaFormatException.class)
                .hasMessageContaining(reason);
    }
}
