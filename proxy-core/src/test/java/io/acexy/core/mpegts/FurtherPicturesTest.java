package io.acexy.core.mpegts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Where key pictures and their parameter sets stand in the odd broadcasts of the field, and what a newcomer is sent first. */
class FurtherPicturesTest {

    private static final int PMT_PID = 0x1000;
    private static final int VIDEO = 0x100;

    private static final int[] CUT = {0, 0, 1, 0x09, 0xF0};
    private static final int[] SEQUENCE = {0, 0, 1, 0x67, 0x42, 0, 0x1E, 0x88};
    private static final int[] OTHER_SEQUENCE = {0, 0, 1, 0x67, 0x4D, 0, 0x28, 0x99};
    private static final int[] PICTURE = {0, 0, 1, 0x68, 0xCE, 0x38};
    private static final int[] RECOVERY = {0, 0, 1, 0x06, 0x06, 0x01, 0xC4, 0x80};
    private static final int[] IDR = {0, 0, 1, 0x65, 0x88, 0x84};
    private static final int[] INTRA = {0, 0, 1, 0x41, 0x88, 0x84};
    private static final int[] PREDICTED = {0, 0, 1, 0x41, 0x9A, 0x22};

    private static final int[] SETS = join(SEQUENCE, PICTURE);
    private static final int[] FIRST = join(CUT, SETS, IDR);
    private static final int[] REFRESH = join(CUT, SETS, RECOVERY, PREDICTED);

    private static final int[] HEVC_SETS = {0, 0, 1, 0x40, 1, 0x0C, 0, 0, 1, 0x42, 1, 1, 0, 0, 1, 0x44, 1, 0xC1};
    private static final int[] HEVC_IDR = {0, 0, 1, 19 << 1, 1, 0xAF, 0x10};
    private static final int[] HEVC_CRA = {0, 0, 1, 21 << 1, 1, 0xAF, 0x10};
    private static final int[] HEVC_TRAIL = {0, 0, 1, 1 << 1, 1, 0xD0, 0x10};

    private static final int[] MPEG2_SETS = {0, 0, 1, 0xB3, 0x14, 0, 0xB4, 0, 0, 1, 0xB5, 0x14, 0x8A};
    private static final int[] MPEG2_INTRA = {0, 0, 1, 0, 0, 0x0F, 0xFF, 0xF8};
    private static final int[] MPEG2_PREDICTED = {0, 0, 1, 0, 0, 0x57, 0xFF, 0xF8};

    /** Much, so that a picture takes several packets. */
    private static final int[] FILLING = filling();

    /**
     * PES packets, and where one can join.
     *
     * @param joins for each place the number of its PES packet; followed by a plus sign where something is sent first
     */
    private record Row(String sentence, int streamType, String joins, List<int[]> packets) {

        @Override
        public String toString() {
            return sentence;
        }
    }

    static Stream<Row> rows() {
        return Stream.of(places(), parameterSets(), keysWithoutIdr(), otherCodecs())
                .flatMap(List::stream);
    }

    private static List<Row> places() {
        return List.of(
                h264("a picture with all it needs is sent as it is", "0", FIRST, join(CUT, PREDICTED)),
                h264(
                        "a key picture in the middle of a PES packet is joined there",
                        "1+",
                        join(CUT, PREDICTED),
                        join(CUT, PREDICTED, FIRST, CUT, PREDICTED)),
                h264("so is the last of ten", "0+", join(tenTimes(CUT, PREDICTED), FIRST)),
                h264("and one that begins in a later packet of it", "0+", join(CUT, PREDICTED, FILLING, FIRST)),
                h264("two in one PES packet are two", "0 0+", join(FIRST, CUT, PREDICTED, FIRST)));
    }

    private static List<Row> parameterSets() {
        return List.of(
                h264(
                        "parameter sets at the tail of the picture before are sent first",
                        "1+",
                        join(CUT, PREDICTED, SETS),
                        join(CUT, IDR)),
                h264("and those in a PES packet of their own", "1+", SETS, join(CUT, IDR)),
                h264(
                        "rare ones are sent to who joins in between",
                        "0 2+ 4+",
                        FIRST,
                        join(CUT, PREDICTED),
                        join(CUT, IDR),
                        join(CUT, PREDICTED),
                        join(CUT, IDR)),
                h264(
                        "where one of two kinds is missing, both are sent",
                        "0 2+",
                        FIRST,
                        join(CUT, PREDICTED),
                        join(CUT, SEQUENCE, IDR)),
                h264("before they have come nothing can be joined", "1", join(CUT, IDR), FIRST),
                h264("nor with one of two kinds", "", join(CUT, SEQUENCE, IDR)),
                h264(
                        "a new sequence makes the picture sets of the old one useless",
                        "0",
                        FIRST,
                        join(CUT, PREDICTED),
                        join(CUT, OTHER_SEQUENCE, IDR)));
    }

    private static List<Row> keysWithoutIdr() {
        return List.of(
                h264(
                        "an I picture counts with parameter sets of its own",
                        "0 2",
                        join(CUT, SETS, INTRA),
                        join(CUT, PREDICTED),
                        join(CUT, SETS, INTRA)),
                h264("and not without", "0", join(CUT, SETS, INTRA), join(CUT, PREDICTED), join(CUT, INTRA)),
                h264("gradual refresh is joined where it begins", "0 2", REFRESH, join(CUT, PREDICTED), REFRESH),
                h264(
                        "also where the parameter sets came long ago",
                        "0 2+",
                        REFRESH,
                        join(CUT, PREDICTED),
                        join(CUT, RECOVERY, PREDICTED)),
                h264("and not one picture later", "0", REFRESH, join(CUT, PREDICTED)));
    }

    private static List<Row> otherCodecs() {
        return List.of(
                hevc(
                        "HEVC: rare parameter sets are sent first",
                        "0 2+",
                        join(HEVC_SETS, HEVC_IDR),
                        HEVC_TRAIL,
                        HEVC_CRA),
                hevc("HEVC: before they have come nothing can be joined", "1", HEVC_CRA, join(HEVC_SETS, HEVC_CRA)),
                mpeg2(
                        "MPEG-2: rare sequence headers are sent first",
                        "0 2+",
                        join(MPEG2_SETS, MPEG2_INTRA),
                        MPEG2_PREDICTED,
                        MPEG2_INTRA),
                mpeg2(
                        "MPEG-2: a key picture in the middle of a PES packet is joined there",
                        "0+",
                        join(MPEG2_PREDICTED, MPEG2_SETS, MPEG2_INTRA)));
    }

    private static Row h264(String sentence, String joins, int[]... packets) {
        return new Row(sentence, 0x1B, joins, List.of(packets));
    }

    private static Row hevc(String sentence, String joins, int[]... packets) {
        return new Row(sentence, 0x24, joins, List.of(packets));
    }

    private static Row mpeg2(String sentence, String joins, int[]... packets) {
        return new Row(sentence, 0x02, joins, List.of(packets));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void keyPicturesAreFoundWhereTheyAre(Row row) {
        assertThat(joins(row, Inspection.of(bytes(row)))).isEqualTo(row.joins);
    }

    /** As the stream before the first picture is not there for a newcomer, he begins at what he is sent, if that is enough. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void whatANewcomerIsSentBeginsWithAPictureThatDecodes(Row row) {
        byte[] stream = bytes(row);
        for (JoinPoint point : Inspection.of(stream).points) {
            Inspection newcomer = Inspection.of(Inspection.joined(stream, point));
            int before = point.tables().length + point.lead().length;

            assertThat(newcomer.points).isNotEmpty();
            assertThat(newcomer.points.get(0).offset()).isLessThanOrEqualTo(before);
            assertThat(newcomer.inspector.continuityErrors()).isZero();
        }
    }

    private static String joins(Row row, Inspection inspection) {
        StringBuilder joins = new StringBuilder();
        for (JoinPoint point : inspection.points) {
            boolean lead = point.lead().length > 0;
            long begins = point.offset() - (lead ? TsPacket.SIZE : 0); // what is sent first is instead of a packet
            joins.append(joins.isEmpty() ? "" : " ").append(packetAt(row, begins));
            joins.append(lead ? "+" : "");
        }
        return joins.toString();
    }

    private static int packetAt(Row row, long offset) {
        int number = 0;
        while (number + 1 < row.packets.size() && stream(row, number + 1).length <= offset) {
            number++;
        }
        return number;
    }

    private static byte[] bytes(Row row) {
        return stream(row, row.packets.size());
    }

    /** The tables and the first PES packets. */
    private static byte[] stream(Row row, int packets) {
        byte[] pmt = Packets.pmt(1, 0, VIDEO, new byte[0], Packets.stream(row.streamType, VIDEO));
        Multiplex multiplex = new Multiplex()
                .section(TsPacket.PAT_PID, Packets.pat(0, 1, PMT_PID))
                .section(PMT_PID, pmt);
        for (int i = 0; i < packets; i++) {
            multiplex.media(VIDEO, Packets.pes(0xE0, 3_600L * i, row.packets.get(i)));
        }
        return multiplex.bytes();
    }

    private static int[] join(int[]... units) {
        return Arrays.stream(units).flatMapToInt(Arrays::stream).toArray();
    }

    private static int[] tenTimes(int[]... units) {
        int[] once = join(units);
        return join(once, once, once, once, once, once, once, once, once, once);
    }

    private static int[] filling() {
        int[] filling = new int[600];
        Arrays.fill(filling, 0x55);
        return filling;
    }
}
