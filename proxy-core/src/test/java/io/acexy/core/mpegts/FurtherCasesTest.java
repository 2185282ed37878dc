package io.acexy.core.mpegts;

import static io.acexy.core.mpegts.Multiplex.FIRST;
import static io.acexy.core.mpegts.Multiplex.SECOND;
import static io.acexy.core.mpegts.Multiplex.THIRD;
import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.core.mpegts.Multiplex.Programme;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables as broadcasters and filters really leave them: which programme is followed, and whether a table is believed. */
class FurtherCasesTest {

    private static final int NOBODY = -1;
    private static final int SHARED = 0x1010;

    /** What comes, and the number of the programme that is known then. */
    private record Row(String sentence, int followed, Consumer<Multiplex> events) {

        @Override
        public String toString() {
            return sentence;
        }
    }

    static Stream<Row> programmes() {
        return Stream.of(sharedPid(), stopping(), emptyAndFiltered(), radio()).flatMap(List::stream);
    }

    private static List<Row> sharedPid() {
        Programme one = FIRST.withPmtOn(SHARED);
        Programme two = SECOND.withPmtOn(SHARED);
        return List.of(
                new Row(
                        "of two PMTs on one PID that of the programme whose picture comes counts",
                        2,
                        multiplex -> rounds(4, multiplex, round -> round.named(one, two)
                                .described(one, two)
                                .pictures(two))),
                new Row(
                        "whichever of the two is sent first",
                        2,
                        multiplex -> rounds(4, multiplex, round -> round.named(one, two)
                                .described(two, one)
                                .pictures(two))),
                new Row(
                        "and the first, where that has the picture",
                        1,
                        multiplex -> rounds(4, multiplex, round -> round.named(one, two)
                                .described(one, two)
                                .pictures(one))));
    }

    private static List<Row> stopping() {
        return List.of(
                new Row("a programme that pauses is waited for while the PAT names it", 1, multiplex -> {
                    rounds(4, multiplex, round -> whole(round, FIRST, FIRST, SECOND));
                    rounds(40, multiplex, round -> whole(round, SECOND, FIRST, SECOND));
                }),
                new Row("one that stops for good is left for one whose picture comes", 2, multiplex -> {
                    rounds(4, multiplex, round -> whole(round, FIRST, FIRST, SECOND));
                    rounds(60, multiplex, round -> whole(round, SECOND, FIRST, SECOND));
                }),
                new Row("one that stops is kept where no other has a picture either", 1, multiplex -> {
                    rounds(4, multiplex, round -> whole(round, FIRST, FIRST, SECOND));
                    rounds(60, multiplex, round -> round.named(FIRST, SECOND).described(FIRST, SECOND));
                }),
                new Row("one that the PAT no longer names is left at once", 2, multiplex -> {
                    rounds(4, multiplex, round -> whole(round, FIRST, FIRST, SECOND));
                    rounds(2, multiplex, round -> whole(round, SECOND, SECOND));
                }));
    }

    private static List<Row> emptyAndFiltered() {
        return List.of(
                new Row(
                        "an empty programme in front is passed over",
                        2,
                        multiplex ->
                                rounds(4, multiplex, round -> whole(round, SECOND, FIRST.withoutStreams(), SECOND))),
                new Row(
                        "an empty programme alone is not known",
                        NOBODY,
                        multiplex -> rounds(
                                20, multiplex, round -> round.named(FIRST).described(FIRST.withoutStreams()))),
                new Row("an empty programme that is filled is known from then on", 1, multiplex -> {
                    rounds(4, multiplex, round -> round.named(FIRST).described(FIRST.withoutStreams()));
                    whole(multiplex, FIRST, FIRST);
                }),
                new Row(
                        "programmes of which not even the PMT was let through are passed over",
                        3,
                        multiplex -> rounds(4, multiplex, round -> round.named(FIRST, SECOND, THIRD)
                                .described(THIRD)
                                .pictures(THIRD))),
                new Row(
                        "programmes of which only the PMT was let through are passed over",
                        3,
                        multiplex -> rounds(4, multiplex, round -> whole(round, THIRD, FIRST, SECOND, THIRD))));
    }

    private static List<Row> radio() {
        return List.of(
                new Row(
                        "radio in front of a picture is passed over",
                        2,
                        multiplex -> rounds(4, multiplex, round -> whole(round, SECOND, FIRST.withoutPicture(), SECOND)
                                .sounds(FIRST))),
                new Row(
                        "nothing is chosen while a picture may still come",
                        NOBODY,
                        multiplex -> rounds(3, multiplex, round -> soundOf(SECOND, round))),
                new Row(
                        "where no picture comes, the programme whose sound comes is followed",
                        2,
                        multiplex -> rounds(8, multiplex, round -> soundOf(SECOND, round))),
                new Row(
                        "where nothing comes at all, the first that is described is",
                        1,
                        multiplex -> rounds(12, multiplex, round -> round.named(FIRST, SECOND)
                                .described(FIRST, SECOND))));
    }

    /** A PAT that names these, all PMTs, and the picture of one. */
    private static Multiplex whole(Multiplex multiplex, Programme picture, Programme... named) {
        return multiplex.named(named).described(named).pictures(picture);
    }

    private static void soundOf(Programme sound, Multiplex multiplex) {
        multiplex
                .named(FIRST, SECOND)
                .described(FIRST.withoutPicture(), SECOND.withoutPicture())
                .sounds(sound);
    }

    private static void rounds(int count, Multiplex multiplex, Consumer<Multiplex> round) {
        IntStream.range(0, count).forEach(i -> round.accept(multiplex));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("programmes")
    void theProgrammeThatCanBeWatchedIsFollowed(Row row) {
        Multiplex multiplex = new Multiplex();
        row.events.accept(multiplex);
        TsInspector inspector = Inspection.of(multiplex.bytes()).inspector;

        assertThat(inspector.program().isKnown() ? inspector.program().number() : NOBODY)
                .isEqualTo(row.followed);
    }

    /** Who joins is sent the tables, and must find the programme in them that is followed. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("programmes")
    void theTablesForWhoJoinsDescribeIt(Row row) {
        Multiplex multiplex = new Multiplex();
        row.events.accept(multiplex);
        byte[] tables = Inspection.of(multiplex.bytes()).inspector.tables();

        if (row.followed != NOBODY) {
            int pmtPid = (tables[TsPacket.SIZE + 1] & 0x1F) << 8 | (tables[TsPacket.SIZE + 2] & 0xFF);
            assertThat(pmtPid).isIn(SHARED, 0x1000 + row.followed);
            assertThat(tables[TsPacket.SIZE + 9]).as("number in the PMT").isEqualTo((byte) row.followed);
        }
    }

    /** How a table comes, one after the other: right, or wrong in one way or another. */
    private record Sums(String sentence, boolean believed, Which wrong, boolean withMedia, List<Sum> sums) {

        @Override
        public String toString() {
            return sentence;
        }
    }

    private enum Which {
        PMT,
        BOTH
    }

    private enum Sum {
        RIGHT(0),
        WRONG(0x55),
        OTHER(0x33);

        private final int change;

        Sum(int change) {
            this.change = change;
        }

        byte[] in(byte[] section) {
            byte[] changed = section.clone();
            changed[changed.length - 1] ^= (byte) change;
            return changed;
        }
    }

    static Stream<Sums> checksums() {
        return Stream.of(
                new Sums("right ones are believed", true, Which.BOTH, false, List.of(Sum.RIGHT)),
                new Sums("a wrong one alone is damage", false, Which.PMT, true, List.of(Sum.WRONG)),
                new Sums(
                        "wrong alike twice is a broadcaster's way",
                        true,
                        Which.PMT,
                        true,
                        List.of(Sum.WRONG, Sum.WRONG)),
                new Sums("without media it proves nothing", false, Which.PMT, false, List.of(Sum.WRONG, Sum.WRONG)),
                new Sums("wrong in two ways is damage", false, Which.PMT, true, List.of(Sum.WRONG, Sum.OTHER)),
                new Sums("in a row it must be", false, Which.PMT, true, List.of(Sum.WRONG, Sum.OTHER, Sum.WRONG)),
                new Sums("however late", true, Which.PMT, true, List.of(Sum.WRONG, Sum.OTHER, Sum.OTHER)),
                new Sums("a right one ends it", true, Which.PMT, true, List.of(Sum.WRONG, Sum.RIGHT)),
                new Sums("the PAT has to agree first", false, Which.BOTH, true, List.of(Sum.WRONG, Sum.WRONG)),
                new Sums("then the PMT", true, Which.BOTH, true, List.of(Sum.WRONG, Sum.WRONG, Sum.WRONG)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("checksums")
    void tablesAreBelievedByTheirChecksums(Sums row) {
        Multiplex multiplex = new Multiplex();
        for (Sum sum : row.sums) {
            feed(multiplex, row.wrong == Which.BOTH ? sum : Sum.RIGHT, sum, FIRST, row.withMedia);
        }
        assertThat(Inspection.of(multiplex.bytes()).inspector.program().isKnown())
                .isEqualTo(row.believed);
    }

    /** Once there has been a right one, wrong ones are damage, though they agree. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void whoCanReckonIsNotBelievedWhenWrong(int times) {
        Multiplex multiplex = new Multiplex();
        feed(multiplex, Sum.RIGHT, Sum.RIGHT, FIRST, true);
        Programme changed = new Programme(FIRST.number(), FIRST.pmtPid(), SECOND.videoPid(), SECOND.audioPid());
        for (int i = 0; i < times; i++) {
            feed(multiplex, Sum.WRONG, Sum.WRONG, changed, true);
        }
        assertThat(Inspection.of(multiplex.bytes()).inspector.program().videoPid())
                .isEqualTo(FIRST.videoPid());
    }

    private static void feed(Multiplex multiplex, Sum pat, Sum pmt, Programme programme, boolean withMedia) {
        if (withMedia) {
            multiplex.pictures(programme);
        }
        multiplex
                .section(TsPacket.PAT_PID, pat.in(Multiplex.pat(programme)))
                .section(programme.pmtPid(), pmt.in(programme.pmt()));
    }
}
