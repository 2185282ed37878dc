package io.acexy.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** That the judge of lists would notice. */
class HlsRulesTest {

    private static final String HEAD =
            "#EXTM3U\n#EXT-X-VERSION:3\n#EXT-X-TARGETDURATION:4\n#EXT-X-MEDIA-SEQUENCE:7\n#EXT-X-DISCONTINUITY-SEQUENCE:2\n";
    private static final String DATE = "#EXT-X-PROGRAM-DATE-TIME:2026-11-26T12:00:00.000Z\n";

    private final HlsRules rules = new HlsRules();

    private record Row(String breach, String first, String second) {}

    private static String segments(int first, int last) {
        StringBuilder text = new StringBuilder();
        for (int number = first; number <= last; number++) {
            text.append(DATE).append("#EXTINF:4.000,\n").append(number).append(".ts\n");
        }
        return text.toString();
    }

    private static String from(int first) {
        return HEAD.replace("SEQUENCE:7", "SEQUENCE:" + first);
    }

    private static final String GOOD = HEAD + segments(7, 10);

    static Stream<Row> breaches() {
        return Stream.of(
                new Row("no segment is longer than the target", GOOD.replace("4.000", "4.500"), ""),
                new Row("each segment has a length", GOOD.replace("4.000", "0.000"), ""),
                new Row("the target stays", GOOD, GOOD.replace("DURATION:4", "DURATION:5")),
                new Row("numbers do not fall", GOOD, from(6) + segments(6, 10)),
                new Row("nothing is left out", GOOD, from(12) + segments(12, 16)),
                new Row("nothing is taken back", GOOD, HEAD + segments(7, 9)),
                new Row("what is listed stays", GOOD, GOOD.replace("10.ts", "11.ts")),
                new Row(
                        "what is listed stays",
                        GOOD,
                        HEAD + segments(7, 9) + "#EXT-X-DISCONTINUITY\n" + segments(10, 10)),
                new Row(
                        "what is listed stays",
                        GOOD,
                        GOOD.replace("DISCONTINUITY-SEQUENCE:2", "DISCONTINUITY-SEQUENCE:3")));
    }

    static Stream<Row> more() {
        return Stream.of(
                new Row("three targets are left", GOOD, from(9) + segments(9, 10)),
                new Row("something new comes", GOOD, GOOD),
                new Row("DISCONTINUITY-SEQUENCE is there", GOOD.replace("#EXT-X-DISCONTINUITY-SEQUENCE:2\n", ""), ""),
                new Row(
                        "DISCONTINUITY-SEQUENCE before all segments",
                        HEAD.replace(
                                        "#EXT-X-DISCONTINUITY-SEQUENCE:2\n",
                                        "#EXT-X-DISCONTINUITY\n#EXT-X-DISCONTINUITY-SEQUENCE:2\n")
                                + segments(7, 10),
                        ""),
                new Row("each segment has a date", GOOD.replace(DATE, ""), ""),
                new Row("each segment has a duration", GOOD.replace("#EXTINF:4.000,\n", ""), ""),
                new Row("the version", GOOD.replace("VERSION:3", "VERSION:9"), ""),
                new Row("VERSION once", GOOD.replace("#EXT-X-VERSION:3\n", "#EXT-X-VERSION:3\n#EXT-X-VERSION:3\n"), ""),
                new Row(
                        "no #EXT-X-PLAYLIST-TYPE",
                        GOOD.replace("#EXT-X-VERSION", "#EXT-X-PLAYLIST-TYPE:EVENT\n#EXT-X-VERSION"),
                        ""),
                new Row("with nothing before it", "\uFEFF" + GOOD, ""),
                new Row("tags of a segment", GOOD + "#EXTINF:4.000,\n", ""));
    }

    @TestFactory
    Stream<DynamicTest> aBreachIsNoticed() {
        return Stream.concat(breaches(), more())
                .map(row -> DynamicTest.dynamicTest(row.breach, () -> assertThatThrownBy(() -> {
                            HlsRules strict = new HlsRules();
                            strict.list(row.first, 0, 0, 0);
                            strict.list(row.second, 10, 10, 10);
                        })
                        .isInstanceOf(AssertionError.class)
                        .hasMessageContaining(row.breach)));
    }

    @Test
    void whoLooksLaterThanAListLastsHasLeftOutHimself() {
        rules.list(GOOD, 0, 1, 0);
        HlsList late = rules.list(from(12) + segments(12, 16), 12, 13, 8);
        assertThat(late.first()).isEqualTo(12);
    }

    @Test
    void whatIsWellIsLeftAlone() {
        rules.list(GOOD, 0, 0, 0);
        rules.list(from(8) + segments(8, 11), 4, 4, 4);
        rules.list(from(9) + segments(9, 11) + "#EXT-X-DISCONTINUITY\n" + segments(12, 12), 8, 8, 8);
        assertThat(rules.discontinuities()).isEqualTo(1);
        assertThat(rules.lists()).isEqualTo(3);
    }

    @Test
    void aSegmentIsOwedForItsLengthAndThatOfTheLongestListThatNamedItFromTheLastThatDidOn() {
        rules.list(GOOD, 0, 0, 0);
        assertThat(rules.removed(0)).isEmpty();
        rules.list(from(8) + segments(8, 11), 4, 4, 4);
        HlsList last = rules.list(from(9) + segments(9, 13), 8, 8, 8);
        assertThat(rules.removed(19.9)).extracting(HlsList.Segment::path).containsExactly("7.ts", "8.ts");
        assertThat(rules.removed(20.1))
                .as("the first left unseen after 0 s")
                .extracting(HlsList.Segment::path)
                .containsExactly("8.ts");
        assertThat(rules.removed(24.1)).as("a longer list that came later").isEmpty();
        HlsList.Segment listed = last.segments().get(0);
        assertThat(rules.isOwed(listed, 31.9)).isTrue();
        assertThat(rules.isOwed(listed, 32.1)).isFalse();
    }

    private static byte[] packets(int... pidsAndCounters) {
        byte[] bytes = new byte[pidsAndCounters.length / 2 * 188];
        for (int i = 0; i < pidsAndCounters.length; i += 2) {
            int at = i / 2 * 188;
            Arrays.fill(bytes, at, at + 188, (byte) 0);
            bytes[at] = 0x47;
            bytes[at + 1] = 0x40;
            bytes[at + 2] = (byte) pidsAndCounters[i];
            bytes[at + 3] = (byte) (0x10 | pidsAndCounters[i + 1]);
        }
        return bytes;
    }

    @Test
    void missingMediaIsNoticedWhereNoDiscontinuityIsListed() {
        List<HlsList.Segment> listed = HlsList.of(HEAD + segments(7, 8) + "#EXT-X-DISCONTINUITY\n" + segments(9, 9))
                .segments();
        rules.segment(listed.get(0), packets(0, 1, 9, 1, 5, 3, 0, 2));
        rules.segment(listed.get(1), packets(0, 2, 9, 1, 5, 4));
        assertThatCode(() -> rules.segment(listed.get(2), packets(0, 9, 9, 9, 5, 9)))
                .doesNotThrowAnyException();

        HlsRules others = new HlsRules();
        others.segment(listed.get(0), packets(0, 1, 9, 1, 5, 3));
        assertThatThrownBy(() -> others.segment(listed.get(1), packets(0, 1, 9, 1, 5, 5)))
                .hasMessageContaining("nothing is missing");
        assertThatThrownBy(() -> others.segment(listed.get(1), packets(5, 1, 9, 1)))
                .hasMessageContaining("the programme table comes first");
        assertThatThrownBy(() -> others.segment(listed.get(1), new byte[300])).hasMessageContaining("whole packets");
    }
}
