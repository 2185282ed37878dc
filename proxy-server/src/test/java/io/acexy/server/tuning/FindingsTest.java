package io.acexy.server.tuning;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.core.Bugs;
import io.acexy.core.engine.ContentId;
import io.acexy.core.mpegts.PictureFormat;
import io.acexy.core.mpegts.Track;
import io.acexy.server.channels.Channel;
import io.acexy.server.channels.Keepsake;
import io.acexy.server.channels.Lineup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is made of what checks have found. */
class FindingsTest {

    private static final Instant NOON = Instant.parse("2026-11-27T12:00:00Z");
    private static final Lineup LINEUP = new Lineup(IntStream.rangeClosed(1, 4)
            .mapToObj(number -> new Channel(
                    "c" + number,
                    String.valueOf(number),
                    "Channel " + number,
                    "",
                    List.of(),
                    "",
                    List.of(new ContentId(
                            ContentId.Kind.CONTENT_ID, String.valueOf(number).repeat(40)))))
            .toList());

    @TempDir
    private Path data;

    private final Bugs bugs = new Bugs();

    private Findings findings(int hideAfter) {
        return new Findings(hideAfter, () -> LINEUP, new Keepsake(Path.of(""), "checks.txt", bugs));
    }

    private Instant now = NOON;

    private void found(Findings findings, String channel, char verdict) {
        Checkup.Verdict said =
                switch (verdict) {
                    case 'a' -> Checkup.Verdict.ALIVE;
                    case 'd' -> Checkup.Verdict.DEAD;
                    default -> Checkup.Verdict.UNKNOWN;
                };
        findings.found(channel, new Checkup(now, said, Optional.of("so"), Optional.empty()));
        now = now.plus(Finding.APART);
    }

    @ParameterizedTest(name = "{5}")
    @CsvSource({
        "2, d,   a, a, '',  'once dead is not yet hidden'",
        "2, dd,  a, a, c1,  'so often in a row is hidden'",
        "2, dad, a, a, '',  'alive in between begins anew'",
        "2, dud, a, a, c1,  'what says nothing of the channel counts for nothing'",
        "2, uuu, a, a, '',  'an engine that is away hides nothing'",
        "2, dda, a, a, '',  'alive again is shown again'",
        "0, ddd, a, a, '',  'nothing is hidden unless it is wanted'",
        "1, d,   d, a, '',  'where most seem dead it is rather the engines'",
        "1, d,   '', '', '', 'also where only one was looked at'",
        "1, d,   a, '', c1, 'half of them may be dead'"
    })
    void channelsAreLeftOutByWhatIsFound(
            int after, String first, String second, String third, String hidden, String sentence) {
        Findings findings = findings(after);
        second.chars().forEach(verdict -> found(findings, "c2", (char) verdict));
        third.chars().forEach(verdict -> found(findings, "c3", (char) verdict));
        first.chars().forEach(verdict -> found(findings, "c1", (char) verdict));
        assertThat(String.join(" ", findings.hidden(LINEUP))).as(sentence).isEqualTo(hidden);
        assertThat(findings.isHidden("c1")).isEqualTo(hidden.equals("c1"));
    }

    @Test
    void whoChecksAgainAndAgainHidesNothingWithIt() {
        Findings findings = findings(2);
        found(findings, "c2", 'a');
        found(findings, "c1", 'd');
        now = now.minusMillis(1);
        found(findings, "c1", 'd');
        assertThat(findings.hidden(LINEUP)).isEmpty();
        found(findings, "c1", 'd');
        assertThat(findings.hidden(LINEUP)).containsExactly("c1");
    }

    @Test
    void theyAreCounted() {
        Findings findings = findings(1);
        found(findings, "c1", 'd');
        found(findings, "c2", 'a');
        found(findings, "c2", 'u');
        assertThat(findings.channels(Checkup.Verdict.DEAD)).isEqualTo(1);
        assertThat(findings.channels(Checkup.Verdict.ALIVE)).isEqualTo(1);
        assertThat(findings.channels(Checkup.Verdict.UNKNOWN)).isEqualTo(2);
        assertThat(findings.checks(Checkup.Verdict.UNKNOWN)).isEqualTo(1);
    }

    @Test
    void anotherProcessKnowsWhatWasFound() {
        try (Keepsake kept = new Keepsake(data, "checks.txt", bugs)) {
            Findings findings = new Findings(1, () -> LINEUP, kept);
            found(findings, "c1", 'd');
            found(findings, "c2", 'a');
        }
        Findings next = new Findings(1, () -> LINEUP, new Keepsake(data, "checks.txt", bugs));
        assertThat(next.of("c1")).contains(new Finding(NOON, 1, Optional.of("so"), Optional.empty()));
        assertThat(next.hidden(LINEUP)).containsExactly("c1");
    }

    @Test
    void whatWasSeenIsReadAsItWasWritten() {
        List<Track> tracks = List.of(
                new Track(256, Track.Kind.VIDEO, "h264", 27, "", new PictureFormat(1920, 1080, "avc1.640028")),
                new Track(257, Track.Kind.AUDIO, "ac3", 129, "spa", null));
        Map<String, Finding> findings = Map.of(
                "a\tb\n",
                new Finding(NOON, 0, Optional.empty(), Optional.of(new Finding.Seen(1_500, 7, 4_000_000, tracks))));
        assertThat(FindingText.read(FindingText.write(findings))).isEqualTo(findings);
    }

    @Test
    void ofAFileThatSomebodyHasSpoiltTheGoodLinesAreTaken() throws IOException {
        List<String> lines = List.of(
                "c1",
                "c1\tyesterday\t0\t",
                "c1\t2026-11-27T12:00:00Z\t-1\t",
                "c1\t%zz\t\t",
                "",
                "c1\t2026-11-27T12:00:00Z\t0\t\t1\t2\t3\tnonsense",
                "c2\t2026-11-27T12:00:00Z\t3\t");
        Files.write(data.resolve("checks.txt"), lines);
        Findings read = new Findings(1, () -> LINEUP, new Keepsake(data, "checks.txt", bugs));
        assertThat(read.of("c1")).isEmpty();
        assertThat(read.of("c2")).contains(new Finding(NOON, 3, Optional.empty(), Optional.empty()));
    }
}
