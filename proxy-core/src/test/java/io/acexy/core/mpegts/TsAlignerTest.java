package io.acexy.core.mpegts;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TsAlignerTest {

    @TempDir
    static Path directory;

    private static byte[] clip;

    private final TsAligner aligner = new TsAligner();

    @BeforeAll
    static void makeClip() {
        clip = Media.make(
                directory,
                "clip.ts",
                List.of(Media.PICTURE, Media.TONE),
                "-c:v",
                "libx264",
                "-preset",
                "ultrafast",
                "-g",
                "25",
                "-c:a",
                "aac");
    }

    @Test
    void everyCutGivesTheSamePackets() {
        for (int seed = 0; seed < 50; seed++) {
            Random random = new Random(seed);
            int longestPiece = 1 + random.nextInt(seed % 2 == 0 ? 400 : 70_000);
            assertThat(align(new TsAligner(), clip, random, longestPiece))
                    .as("seed %d", seed)
                    .isEqualTo(clip);
        }
    }

    @ParameterizedTest
    @CsvSource({"192, 4", "204, 0"})
    void longerPacketsAreReadWithoutTheirExtraBytes(int stride, int before) {
        Random bytes = new Random(stride);
        byte[] stream = new byte[clip.length / TsPacket.SIZE * stride];
        bytes.nextBytes(stream);
        for (int i = 0; i < clip.length / TsPacket.SIZE; i++) {
            System.arraycopy(clip, i * TsPacket.SIZE, stream, i * stride + before, TsPacket.SIZE);
        }
        for (int seed = 0; seed < 50; seed++) {
            Random random = new Random(seed);
            int longestPiece = 1 + random.nextInt(seed % 2 == 0 ? 400 : 70_000);
            TsAligner fresh = new TsAligner();
            assertThat(align(fresh, stream, random, longestPiece)).isEqualTo(clip);
            assertThat(fresh.syncLosses()).isZero();
            assertThat(fresh.skippedBytes()).isEqualTo(before);
        }
    }

    @Test
    void garbageInFrontIsSkippedAndCounted() {
        for (int length = 0; length < 600; length++) {
            TsAligner fresh = new TsAligner();
            Random random = new Random(length);
            assertThat(align(fresh, Packets.concat(noise(random, length), clip), random, 5_000))
                    .as("%d bytes in front", length)
                    .isEqualTo(clip);
            assertThat(fresh.skippedBytes()).isEqualTo(length);
            assertThat(fresh.syncLosses()).isZero();
        }
    }

    @Test
    void garbageBetweenPacketsIsSkippedAndTheRestKept() {
        Random random = new Random(7);
        int border = 100 * TsPacket.SIZE;
        byte[] stream = Packets.concat(
                Arrays.copyOf(clip, border), noise(random, 1_000), Arrays.copyOfRange(clip, border, clip.length));

        assertThat(align(aligner, stream, random, 3_000)).isEqualTo(clip);
        assertThat(aligner.skippedBytes()).isEqualTo(1_000);
        assertThat(aligner.syncLosses()).isEqualTo(1);
    }

    @Test
    void bytesMissingInsideAPacketSpoilNoMoreThanThatPacketAndItsNeighbour() {
        Random random = new Random(8);
        int hole = 100 * TsPacket.SIZE + 60;
        byte[] stream = Packets.concat(Arrays.copyOf(clip, hole), Arrays.copyOfRange(clip, hole + 50, clip.length));

        byte[] aligned = align(aligner, stream, random, 3_000);

        assertThat(aligner.syncLosses()).isEqualTo(1);
        assertThat(aligned).startsWith(Arrays.copyOf(clip, 100 * TsPacket.SIZE));
        byte[] rest = Arrays.copyOfRange(clip, 102 * TsPacket.SIZE, clip.length);
        assertThat(Arrays.copyOfRange(aligned, aligned.length - rest.length, aligned.length))
                .isEqualTo(rest);
    }

    @Test
    void aLoneSyncByteIsNotTakenForAPacket() {
        byte[] payload = new byte[150];
        payload[3] = TsPacket.SYNC;
        payload[90] = TsPacket.SYNC;
        payload[90 + 50] = TsPacket.SYNC;

        assertThat(align(aligner, Packets.concat(payload, clip), new Random(1), 1_000))
                .isEqualTo(clip);
        assertThat(aligner.skippedBytes()).isEqualTo(150);
    }

    @Test
    void twoSyncBytesAtTheRightDistanceAreNotEnough() {
        byte[] trap = new byte[400];
        trap[10] = TsPacket.SYNC;
        trap[10 + TsPacket.SIZE] = TsPacket.SYNC;

        assertThat(align(aligner, Packets.concat(trap, clip), new Random(2), 1_000))
                .isEqualTo(clip);
        assertThat(aligner.skippedBytes()).isEqualTo(400);
    }

    @Test
    void nothingIsTakenBeyondWhatThereIsRoomFor() {
        ByteBuf in = Unpooled.wrappedBuffer(clip);
        ByteBuf out = Unpooled.buffer(10 * TsPacket.SIZE + 187);

        assertThat(aligner.align(in, out)).isEqualTo(10 * TsPacket.SIZE);
        assertThat(aligner.align(in, out)).isZero();
        assertThat(in.readerIndex() - aligner.pendingBytes()).isEqualTo(10 * TsPacket.SIZE);
        assertThat(out.writableBytes()).isEqualTo(187);
    }

    @Test
    void everyByteIsWrittenSkippedOrPendingWhateverComes() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            byte[] stream = mixture(random);
            TsAligner fresh = new TsAligner();
            byte[] aligned = align(fresh, stream, random, 1 + random.nextInt(2_000));

            assertThat(aligned.length % TsPacket.SIZE).isZero();
            for (int at = 0; at < aligned.length; at += TsPacket.SIZE) {
                assertThat(aligned[at]).isEqualTo((byte) TsPacket.SYNC);
            }
            assertThat(aligned.length + fresh.skippedBytes() + fresh.pendingBytes())
                    .as("seed %d", seed)
                    .isEqualTo(stream.length);
            assertThat(fresh.pendingBytes()).isLessThan(3 * 204 + 1);
        }
    }

    @Test
    void randomBytesAreHardlyEverTakenForPackets() {
        byte[] stream = new byte[4_000_000];
        new Random(3).nextBytes(stream);

        byte[] aligned = align(aligner, stream, new Random(4), 50_000);

        assertThat(aligned.length).isLessThan(20 * TsPacket.SIZE);
    }

    @Test
    void lockIsFoundOnlyWithThreePacketsInARow() {
        ByteBuf out = Unpooled.buffer(10 * TsPacket.SIZE);
        ByteBuf in = Unpooled.wrappedBuffer(clip);

        aligner.align(in.readSlice(2 * TsPacket.SIZE), out);
        assertThat(aligner.locked()).isFalse();
        assertThat(out.readableBytes()).isZero();

        aligner.align(in.readSlice(1), out);
        assertThat(aligner.locked()).isTrue();
        assertThat(out.readableBytes()).isEqualTo(2 * TsPacket.SIZE);
    }

    /** Feeds pieces of random length into outputs of random room, as a caller does. */
    private static byte[] align(TsAligner aligner, byte[] stream, Random random, int longestPiece) {
        ByteArrayOutputStream result = new ByteArrayOutputStream();
        ByteBuf out = freshOutput(random);
        int at = 0;
        while (at < stream.length) {
            int length = Math.min(1 + random.nextInt(longestPiece), stream.length - at);
            ByteBuf in = Unpooled.wrappedBuffer(stream, at, length);
            at += length;
            int written = aligner.align(in, out);
            assertThat(written % TsPacket.SIZE).isZero();
            while (out.writableBytes() < TsPacket.SIZE) {
                drain(out, result);
                out = freshOutput(random);
                aligner.align(in, out);
            }
            assertThat(in.isReadable()).isFalse();
        }
        drain(out, result);
        return result.toByteArray();
    }

    private static ByteBuf freshOutput(Random random) {
        int room = TsPacket.SIZE + random.nextInt(40 * TsPacket.SIZE);
        return Unpooled.buffer(room, room);
    }

    private static void drain(ByteBuf out, ByteArrayOutputStream result) {
        byte[] bytes = new byte[out.readableBytes()];
        out.readBytes(bytes);
        result.writeBytes(bytes);
    }

    /** Good packets, noise and torn packets in random order. */
    private static byte[] mixture(Random random) {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        for (int part = 0; part < 20; part++) {
            int from = random.nextInt(clip.length / TsPacket.SIZE) * TsPacket.SIZE;
            int length = Math.min(random.nextInt(3_000), clip.length - from);
            switch (random.nextInt(3)) {
                case 0 -> stream.write(clip, from, length / TsPacket.SIZE * TsPacket.SIZE);
                case 1 -> stream.write(clip, from, length);
                default -> {
                    byte[] bytes = new byte[random.nextInt(1_000)];
                    random.nextBytes(bytes);
                    stream.writeBytes(bytes);
                }
            }
        }
        return stream.toByteArray();
    }

    /** Random bytes among which there is no sync byte. */
    private static byte[] noise(Random random, int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (TsPacket.SYNC + 1 + random.nextInt(255));
        }
        return bytes;
    }
}
