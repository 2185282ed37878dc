package io.acexy.core.mpegts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is understood of PAT and PMT, and which of their packets a newcomer gets. */
class TsTablesTest {

    private static final int PMT_PID = 0x1000;
    private static final int VIDEO = 0x100;
    private static final int AUDIO = 0x101;
    private static final byte[] NO_DESCRIPTORS = {};

    private static final byte[] PAT = Packets.pat(0, 1, PMT_PID);
    private static final byte[] PMT =
            Packets.pmt(1, 0, VIDEO, NO_DESCRIPTORS, Packets.stream(0x1B, VIDEO), Packets.stream(0x0F, AUDIO));

    private final Inspection inspection = new Inspection();

    @Test
    void theProgramIsKnownOnceBothTablesHaveCome() {
        inspection.feed(Packets.packets(0, 0, PAT));
        assertThat(program().isKnown()).isFalse();
        assertThat(program().pmtPid()).isEqualTo(PMT_PID);

        inspection.feed(Packets.packets(PMT_PID, 0, PMT));
        assertThat(program())
                .isEqualTo(new TsProgram(
                        1,
                        PMT_PID,
                        VIDEO,
                        new TsProgram.Video(VIDEO, 0x1B, VideoCodec.H264),
                        List.of(AUDIO),
                        List.of(
                                new Track(VIDEO, Track.Kind.VIDEO, "h264", 0x1B, ""),
                                new Track(AUDIO, Track.Kind.AUDIO, "aac", 0x0F, ""))));
    }

    @Test
    void networkInformationAndReservedPidsAreNotTakenForPrograms() {
        inspection.feed(Packets.packets(0, 0, Packets.pat(0, 0, 0x10, 5, 0, 6, 0x1FFF, 7, PMT_PID)));
        assertThat(program().number()).isEqualTo(7);
    }

    @Test
    void aSectionWithAWrongChecksumIsIgnored() {
        byte[] broken = PMT.clone();
        broken[14] ^= 1;
        inspection.feed(Packets.packets(0, 0, PAT)).feed(Packets.packets(PMT_PID, 0, broken));
        assertThat(program().isKnown()).isFalse();
    }

    @Test
    void aTableOfTheFutureIsIgnored() {
        byte[] next = PMT.clone();
        next[5] &= (byte) 0xFE;
        int crc = MpegCrc32.of(next, next.length - 4);
        for (int i = 0; i < 4; i++) {
            next[next.length - 4 + i] = (byte) (crc >>> (24 - 8 * i));
        }
        inspection.feed(Packets.packets(0, 0, PAT)).feed(Packets.packets(PMT_PID, 0, next));
        assertThat(program().isKnown()).isFalse();
    }

    @Test
    void aTableOverManyPacketsIsPutTogether() {
        byte[] pmt = longPmt(900);
        byte[] packets = Packets.packets(PMT_PID, 3, pmt);
        assertThat(packets.length).isEqualTo(6 * TsPacket.SIZE);

        inspection.feed(Packets.packets(0, 0, PAT)).feed(packets);

        assertThat(program().videoPid()).isEqualTo(VIDEO);
        assertThat(inspection.inspector.tables()).isEqualTo(Packets.concat(Packets.packets(0, 0, PAT), packets));
    }

    @Test
    void aTableThatLostAPacketIsIgnored() {
        byte[] packets = Packets.packets(PMT_PID, 3, longPmt(900));
        byte[] torn = Packets.concat(
                Arrays.copyOf(packets, TsPacket.SIZE), Arrays.copyOfRange(packets, 2 * TsPacket.SIZE, packets.length));
        inspection.feed(Packets.packets(0, 0, PAT)).feed(torn);
        assertThat(program().isKnown()).isFalse();
    }

    @Test
    void aTableSentTwicePacketByPacketIsPutTogether() {
        byte[] packets = Packets.packets(PMT_PID, 3, longPmt(400));
        inspection.feed(Packets.packets(0, 0, PAT));
        for (int at = 0; at < packets.length; at += TsPacket.SIZE) {
            byte[] packet = Arrays.copyOfRange(packets, at, at + TsPacket.SIZE);
            inspection.feed(packet).feed(packet);
        }
        assertThat(program().videoPid()).isEqualTo(VIDEO);
        assertThat(inspection.inspector.continuityErrors()).isZero();
    }

    @Test
    void aTableThatBeginsBehindTheEndOfAnotherIsFound() {
        byte[] other = Packets.pmt(2, 0, 0x300, new byte[200], Packets.stream(0x1B, 0x300));
        byte[] first = Arrays.copyOf(other, 183);
        byte[] rest = Arrays.copyOfRange(other, 183, other.length);
        byte[] shared = Packets.concat(new byte[] {(byte) rest.length}, rest, PMT);

        byte[] second = Packets.packet(PMT_PID, 1, true, shared);
        inspection
                .feed(Packets.packets(0, 0, PAT))
                .feed(Packets.packet(PMT_PID, 0, true, Packets.concat(new byte[1], first)))
                .feed(second);

        assertThat(program().videoPid()).isEqualTo(VIDEO);
        assertThat(inspection.inspector.tables()).isEqualTo(Packets.concat(Packets.packets(0, 0, PAT), second));
    }

    @Test
    void aNewVersionReplacesTheOld() {
        byte[] changed = Packets.pmt(1, 1, 0x200, NO_DESCRIPTORS, Packets.stream(0x24, 0x200));
        feedTables(0).feed(Packets.packets(PMT_PID, 1, changed));
        assertThat(program().videoPid()).isEqualTo(0x200);
        assertThat(program().videoCodec()).isEqualTo(VideoCodec.HEVC);
        assertThat(program().hasAudio()).isFalse();
    }

    @Test
    void aNewProgramReplacesTheOldWithItsTables() {
        byte[] otherPat = Packets.pat(1, 2, 0x1001);
        feedTables(0).feed(Packets.packets(0, 1, otherPat));
        assertThat(program()).isEqualTo(TsProgram.awaited(2, 0x1001));
        assertThat(inspection.inspector.tables()).isEqualTo(Packets.packets(0, 1, otherPat));
    }

    @Test
    void aProgramWhosePmtNeverComesGivesWayToTheNext() {
        byte[] pat = Packets.pat(0, 5, 0x1005, 1, PMT_PID);
        for (int round = 0; round < 12; round++) {
            inspection.feed(Packets.packets(0, round, pat)).feed(Packets.packets(PMT_PID, round, PMT));
        }
        assertThat(program().number()).isEqualTo(1);
        assertThat(program().isKnown()).isTrue();
    }

    @Test
    void aJoinPointHasTheLastTablesBeforeItAndTheCountersUpToIt() {
        feedTables(0);
        byte[] last = feedTables(1).inspector.tables();
        inspection.feed(Packets.packet(AUDIO, 4, true, Packets.pes(0xC0, 0)));
        inspection.feed(Packets.packet(VIDEO, 7, true, Packets.pes(0xE0, 0, 0, 0, 1, 0x41)));
        inspection.feed(Packets.packet(VIDEO, 8, true, Packets.pes(0xE0, 3_600, 0, 0, 1, 0x09)));
        feedTables(2);
        inspection.feed(Packets.packet(AUDIO, 5, true, Packets.pes(0xC0, 0)));
        inspection.feed(Packets.packet(VIDEO, 9, false, Packets.KEY));

        assertThat(inspection.points).hasSize(1);
        JoinPoint point = inspection.points.get(0);
        assertThat(point.offset()).isEqualTo(6 * TsPacket.SIZE);
        assertThat(point.tables())
                .isEqualTo(last)
                .isEqualTo(Packets.concat(Packets.packets(0, 1, PAT), Packets.packets(PMT_PID, 1, PMT)));
        assertThat(point.lastCounter(VIDEO)).isEqualTo(7);
        assertThat(point.lastCounter(AUDIO)).isEqualTo(4);
        assertThat(point.lastCounter(0x1234)).isEqualTo(-1);
    }

    @Test
    void aJoinPointInsideATableHasTheLastWholeOneAndWhatCameOfTheNext() {
        byte[] first = Packets.packets(PMT_PID, 0, longPmt(400));
        byte[] second = Packets.packets(PMT_PID, first.length / TsPacket.SIZE, longPmt(400));
        inspection.feed(Packets.packets(0, 0, PAT)).feed(first).feed(Arrays.copyOf(second, TsPacket.SIZE));
        inspection.feed(Packets.packet(VIDEO, 0, true, Packets.pes(0xE0, 0, Packets.KEY)));

        assertThat(inspection.points.get(0).tables())
                .isEqualTo(Packets.concat(Packets.packets(0, 0, PAT), first, Arrays.copyOf(second, TsPacket.SIZE)));
    }

    @Test
    void theTablesPointIsTheLatestPatWithTheTablesBeforeIt() {
        assertThat(inspection.inspector.tablesPoint()).isEmpty();
        byte[] before = feedTables(0).inspector.tables();
        feedTables(1);

        JoinPoint point = inspection.inspector.tablesPoint().orElseThrow();
        assertThat(point.kind()).isEqualTo(JoinPoint.Kind.TABLES);
        assertThat(point.offset()).isEqualTo(2 * TsPacket.SIZE);
        assertThat(point.tables()).isEqualTo(before);
    }

    @Test
    void privateStreamsAreKnownByTheirDescriptors() {
        byte[] pmt = Packets.pmt(
                1,
                0,
                0x1FFF,
                NO_DESCRIPTORS,
                Packets.stream(0x06, 0x200, 0x56, 1, 0),
                Packets.stream(0x06, 0x201, 0x0A, 4, 'e', 'n', 'g', 0, 0x6A, 1, 0),
                Packets.stream(0x06, 0x202, 0x7A, 1, 0),
                Packets.stream(0x06, 0x203, 0x05, 4, 'H', 'E', 'V', 'C'),
                Packets.stream(0x06, 0x204, 0x05, 4, 'O', 'p', 'u', 's'),
                Packets.stream(0x06, 0x205, 0x6A, 200),
                Packets.stream(0x81, 0x206));
        inspection.feed(Packets.packets(0, 0, PAT)).feed(Packets.packets(PMT_PID, 0, pmt));

        assertThat(program().videoPid()).isEqualTo(0x203);
        assertThat(program().videoCodec()).isEqualTo(VideoCodec.HEVC);
        assertThat(program().audioPids()).containsExactly(0x201, 0x202, 0x204, 0x205, 0x206);
        assertThat(program().pcrPid()).isEqualTo(-1);
    }

    private TsProgram program() {
        return inspection.inspector.program();
    }

    private Inspection feedTables(int counter) {
        return inspection.feed(Packets.packets(0, counter, PAT)).feed(Packets.packets(PMT_PID, counter, PMT));
    }

    /** A PMT made long by a private descriptor or several. */
    private static byte[] longPmt(int bytes) {
        byte[] descriptors = new byte[bytes];
        for (int at = 0; at + 2 <= bytes; at += 102) {
            descriptors[at] = (byte) 0x80;
            descriptors[at + 1] = (byte) Math.min(100, bytes - at - 2);
        }
        return Packets.pmt(1, 0, VIDEO, descriptors, Packets.stream(0x1B, VIDEO), Packets.stream(0x0F, AUDIO));
    }
}
