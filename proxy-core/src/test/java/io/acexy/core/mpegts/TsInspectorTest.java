package io.acexy.core.mpegts;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.testkit.AlikeOnEveryJvm;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Keyframes, clock and counters on packets made by hand, and hostile ones. */
@AlikeOnEveryJvm
class TsInspectorTest {

    private static final int PMT_PID = 0x1000;
    private static final int VIDEO = 0x100;
    private static final int AUDIO = 0x101;
    private static final long SECOND = MediaClock.TICKS_PER_SECOND;

    private final Inspection inspection = new Inspection();
    private int pictures;
    private final TsInspector inspector = inspection.inspector;

    @Test
    void aKeyframeThatLostPacketsBeforeItsFirstSliceIsNone() {
        program(0x1B);
        inspection.feed(Packets.packet(VIDEO, 0, true, Packets.pes(0xE0, 0)));
        inspection.feed(Packets.packet(VIDEO, 2, false, Packets.KEY));

        assertThat(inspection.points).isEmpty();
        assertThat(inspector.continuityErrors()).isEqualTo(1);
    }

    @Test
    void aSliceIsNoKeyframeBeforeAPesPacketBegan() {
        program(0x1B);
        inspection.feed(Packets.packet(VIDEO, 0, false, Packets.KEY));
        assertThat(inspection.points).isEmpty();
    }

    @Test
    void aPesHeaderOverPacketBordersIsRead() {
        byte[] pes = Packets.pes(0xE0, 90_000, Packets.KEY);
        for (int cut = 1; cut < pes.length; cut++) {
            Inspection fresh = new Inspection();
            fresh.feed(tables(0x1B));
            fresh.feed(shortPacket(0, true, Arrays.copyOf(pes, cut)));
            fresh.feed(shortPacket(1, false, Arrays.copyOfRange(pes, cut, pes.length)));
            assertThat(fresh.offsets()).as("cut at %d", cut).containsExactly(2L * TsPacket.SIZE);
            assertThat(fresh.inspector.hasClock()).isTrue();
        }
    }

    @Test
    void anIndicatorBeforeThePesPacketSpeaksOfThatPacket() {
        program(0x33);
        inspection.feed(Packets.adaptation(VIDEO, 15, TsPacket.RANDOM_ACCESS, 0));
        inspection.feed(Packets.packet(VIDEO, 0, true, Packets.pes(0xE0, 0)));
        inspection.feed(Packets.packet(VIDEO, 1, true, Packets.pes(0xE0, 3_600)));

        assertThat(inspection.offsets()).containsExactly(3L * TsPacket.SIZE);
        assertThat(inspector.program().videoCodec()).isEqualTo(VideoCodec.OTHER);
    }

    @Test
    void whatIsScrambledIsNotRead() {
        program(0x1B);
        byte[] packet = Packets.packet(VIDEO, 0, true, Packets.pes(0xE0, 0, Packets.KEY));
        packet[3] |= (byte) 0x80;
        inspection.feed(packet);
        assertThat(inspection.points).isEmpty();
        assertThat(inspector.hasClock()).isFalse();
    }

    @Test
    void damagedPacketsAreCountedAndNotRead() {
        program(0x1B);
        byte[] packet = Packets.packet(VIDEO, 0, true, Packets.pes(0xE0, 0, Packets.KEY));
        packet[1] |= (byte) 0x80;
        inspection.feed(packet);
        assertThat(inspection.points).isEmpty();
        assertThat(inspector.transportErrors()).isEqualTo(1);
        assertThat(inspector.packets()).isEqualTo(3);
    }

    @Test
    void aPacketSentTwiceIsReadOnce() {
        program(0x1B);
        byte[] packet = Packets.packet(VIDEO, 0, true, Packets.pes(0xE0, 0, Packets.KEY));
        inspection.feed(packet).feed(packet);
        assertThat(inspection.offsets()).containsExactly(2L * TsPacket.SIZE);
        assertThat(inspector.videoPackets()).isEqualTo(1);
    }

    @Test
    void stuffingPacketsHaveNoContinuity() {
        for (int i = 0; i < 5; i++) {
            inspection.feed(Packets.packet(TsPacket.NULL_PID, 3, false));
        }
        assertThat(inspector.continuityErrors()).isZero();
    }

    @Test
    void videoThatStopsWhileSoundGoesOnIsSeenInTheCounts() {
        program(0x1B);
        inspection.feed(Packets.packet(VIDEO, 0, true, Packets.pes(0xE0, 0, Packets.KEY)));
        for (int i = 0; i < 10; i++) {
            inspection.feed(Packets.packet(AUDIO, i, true, Packets.pes(0xC0, i)));
        }
        assertThat(inspector.videoPackets()).isEqualTo(1);
        assertThat(inspector.audioPackets()).isEqualTo(10);
    }

    @Test
    void onlyTheProgramsOwnClockCounts() {
        program(0x1B);
        inspection.feed(Packets.adaptation(0x300, 0, 0, 5 * SECOND));
        assertThat(inspector.hasClock()).isFalse();
        inspection.feed(Packets.adaptation(VIDEO, 0, 0, SECOND));
        inspection.feed(Packets.adaptation(VIDEO, 0, 0, 2 * SECOND));
        assertThat(inspector.mediaTime()).isEqualTo(SECOND);
    }

    @Test
    void timeStampsOfTheVideoServeWhereThereIsNoClock() {
        program(0x1B);
        for (int i = 0; i < 3; i++) {
            inspection.feed(Packets.packet(VIDEO, i, true, Packets.pes(0xE0, 90_000L * i, Packets.KEY)));
        }
        assertThat(inspector.mediaTime()).isEqualTo(2 * SECOND);
        assertThat(inspector.lastKeyframeTime()).isEqualTo(2 * SECOND);
        assertThat(inspection.points).extracting(JoinPoint::mediaTime).containsExactly(0L, SECOND, 2 * SECOND);
    }

    @Test
    void whereKeyframesBeginTheirPacketsThoseBehindAnotherPictureAreLookedForOnlyOnceOneIsLate() {
        program(0x1B);
        int[] predicted = {0, 0, 1, 0x41, 0x9A, 0x80, 0x80};
        int[] both = IntStream.concat(IntStream.of(predicted), IntStream.of(Packets.KEY))
                .toArray();
        pictures(Packets.KEY, 0, 1_000, 2_000);
        pictures(predicted, 2_100, 2_200);
        pictures(both, 3_000);
        pictures(predicted, 4_050);
        pictures(both, 4_100, 5_100);
        assertThat(inspection.points)
                .extracting(point -> point.mediaTime() * 1_000 / SECOND)
                .containsExactly(0L, 1_000L, 2_000L, 4_100L, 5_100L);
    }

    /** Each in a PES packet of its own, at so many milliseconds. */
    private void pictures(int[] units, int... times) {
        for (int time : times) {
            byte[] pes = Packets.pes(0xE0, time * 90L, units);
            inspection.feed(Packets.packet(VIDEO, pictures++, true, pes));
        }
    }

    @Test
    void randomPacketsNeverThrow() {
        Random random = new Random(11);
        byte[] packet = new byte[TsPacket.SIZE];
        ByteBuf exact = Unpooled.wrappedBuffer(packet);
        for (int i = 0; i < 200_000; i++) {
            random.nextBytes(packet);
            packet[0] = TsPacket.SYNC;
            inspector.inspect(exact, 0, (long) i * TsPacket.SIZE);
        }
        assertThat(inspector.packets()).isEqualTo(200_000);
    }

    @Test
    void hostilePacketsOnTheProgramsOwnPidsNeverThrow() {
        Random random = new Random(12);
        int[] pids = {0, PMT_PID, VIDEO, AUDIO};
        program(0x1B);
        for (int i = 0; i < 200_000; i++) {
            byte[] payload = new byte[184];
            random.nextBytes(payload);
            if (random.nextBoolean()) {
                Arrays.fill(payload, 0, 3, (byte) 0);
                payload[2] = (byte) random.nextInt(2);
            }
            byte[] packet = Packets.packet(pids[random.nextInt(pids.length)], i, random.nextBoolean(), payload);
            packet[3] = (byte) random.nextInt(256);
            inspection.feed(packet);
        }
        assertThat(inspector.tables().length).isLessThanOrEqualTo(ProgramTables.LONGEST_COPY);
    }

    @Test
    void hostileTablesWithRightChecksumsNeverThrow() {
        Random random = new Random(13);
        for (int i = 0; i < 20_000; i++) {
            byte[] body = new byte[random.nextInt(1_000)];
            random.nextBytes(body);
            int pid = random.nextBoolean()
                    ? TsPacket.PAT_PID
                    : Math.max(inspector.program().pmtPid(), 0);
            byte[] section = pid == TsPacket.PAT_PID
                    ? Packets.section(PsiSections.PAT_TABLE, 1, i & 0x1F, body)
                    : Packets.section(PsiSections.PMT_TABLE, inspector.program().number(), i & 0x1F, body);
            inspection.feed(Packets.packets(pid, i, section));
            assertThat(inspector.program().elementaryPids()).hasSizeLessThanOrEqualTo(32);
        }
    }

    private void program(int videoStreamType) {
        inspection.feed(tables(videoStreamType));
    }

    private static byte[] tables(int videoStreamType) {
        byte[] pmt = Packets.pmt(
                1, 0, VIDEO, new byte[0], Packets.stream(videoStreamType, VIDEO), Packets.stream(0x0F, AUDIO));
        return Packets.concat(
                Packets.packets(TsPacket.PAT_PID, 0, Packets.pat(0, 1, PMT_PID)), Packets.packets(PMT_PID, 0, pmt));
    }

    /** A packet whose adaptation field leaves room for just this payload. */
    private static byte[] shortPacket(int counter, boolean start, byte[] payload) {
        byte[] packet = Packets.packet(VIDEO, counter, start, new byte[0]);
        packet[3] |= 0x20;
        packet[4] = (byte) (183 - payload.length);
        packet[5] = 0;
        System.arraycopy(payload, 0, packet, TsPacket.SIZE - payload.length, payload.length);
        return packet;
    }
}
