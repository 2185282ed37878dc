package io.acexy.core.mpegts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TsDiscontinuityTest {

    @TempDir
    static Path directory;

    @Test
    void thePacketSaysNothingButThatTheStreamBreaks() {
        ByteBuf packet = Unpooled.wrappedBuffer(TsDiscontinuity.packet(0x1234, 18));

        assertThat(packet.readableBytes()).isEqualTo(TsPacket.SIZE);
        assertThat(TsPacket.pid(packet, 0)).isEqualTo(0x1234);
        assertThat(TsPacket.continuityCounter(packet, 0)).isEqualTo(2);
        assertThat(TsPacket.discontinuityIndicator(packet, 0)).isTrue();
        assertThat(TsPacket.randomAccessIndicator(packet, 0)).isFalse();
        assertThat(TsPacket.hasPcr(packet, 0)).isFalse();
        assertThat(TsPacket.hasPayload(packet, 0)).isFalse();
        assertThat(TsPacket.payloadOffset(packet, 0)).isEqualTo(TsPacket.SIZE);
    }

    @Test
    void aPidThatDoesNotExistIsRefused() {
        assertThatThrownBy(() -> TsDiscontinuity.packet(0x2000, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aSkipAnnouncedOnEveryPidIsContinuousAndDecodes() {
        byte[] stream = Media.make(
                directory,
                "skip.ts",
                List.of(Media.PICTURE, Media.TONE),
                "-c:v",
                "libx264",
                "-g",
                "25",
                "-bf",
                "0",
                "-c:a",
                "aac");
        List<JoinPoint> points = Inspection.of(stream).points;
        JoinPoint left = points.get(1);
        JoinPoint resumed = points.get(2);
        ByteArrayOutputStream skipped = new ByteArrayOutputStream();
        skipped.write(stream, 0, (int) left.offset());
        skipped.writeBytes(resumed.tables());
        for (int entry : resumed.counters()) {
            skipped.writeBytes(TsDiscontinuity.packet(entry >>> 4, entry & 0x0F));
        }
        skipped.write(stream, (int) resumed.offset(), stream.length - (int) resumed.offset());

        byte[] sent = skipped.toByteArray();
        Inspection inspection = Inspection.of(sent);
        assertThat(inspection.points).hasSize(points.size() - 1);
        assertThat(continuityErrorsOnMedia(sent, inspection.inspector.program()))
                .isZero();
        assertThat(Media.decode(directory, sent)).isEmpty();
    }

    @Test
    void aSkipThatIsNotAnnouncedIsNoticed() {
        byte[] stream = Media.make(
                directory,
                "cut.ts",
                List.of(Media.PICTURE, Media.TONE),
                "-c:v",
                "libx264",
                "-g",
                "25",
                "-bf",
                "0",
                "-c:a",
                "aac");
        List<JoinPoint> points = Inspection.of(stream).points;
        int left = (int) points.get(1).offset();
        byte[] cut = Packets.concat(Arrays.copyOf(stream, left), Inspection.joined(stream, points.get(2)));

        assertThat(Inspection.of(cut).inspector.continuityErrors()).isPositive();
    }

    private static long continuityErrorsOnMedia(byte[] stream, TsProgram program) {
        ContinuityMonitor monitor = new ContinuityMonitor();
        ByteBuf buffer = Unpooled.wrappedBuffer(stream);
        for (int at = 0; at < stream.length; at += TsPacket.SIZE) {
            if (program.elementaryPids().contains(TsPacket.pid(buffer, at))) {
                monitor.follow(TsPacket.header(buffer, at), TsPacket.discontinuityIndicator(buffer, at));
            }
        }
        return monitor.errors();
    }
}
