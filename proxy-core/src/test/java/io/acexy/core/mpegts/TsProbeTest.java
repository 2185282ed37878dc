package io.acexy.core.mpegts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.acexy.core.mpegts.TsFindings.Verdict;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** What is found in streams that are known to be good, and in those that are known to be bad. */
class TsProbeTest {

    private static final int WATCHED = 12_000;
    private static final Duration TIME = Duration.ofMillis(WATCHED);

    /** One row: what is wrong, what it comes to, and the words for it. */
    private record Row(String sentence, Consumer<SteadyStream> change, Verdict verdict, List<String> words) {}

    private static Row row(String sentence, Consumer<SteadyStream> change, Verdict verdict, String... words) {
        return new Row(sentence, change, verdict, List.of(words));
    }

    private static final List<Row> ROWS = List.of(
            row("a stream in which all is well is good", stream -> {}, Verdict.GOOD, "nothing is wrong"),
            row(
                    "one packet of sound that is missing is concealed",
                    stream -> stream.lost = at -> at == 5_004,
                    Verdict.FLAWED,
                    "once packets are missing, or come once too often"),
            row(
                    "a packet missing each second is too much",
                    stream -> stream.lost = at -> at % 1_000 == 4,
                    Verdict.BAD,
                    "11 times packets are missing, or come once too often"),
            row(
                    "a packet may come twice, and not three times",
                    stream -> stream.thrice = at -> at == 5_004,
                    Verdict.FLAWED,
                    "once packets are missing, or come once too often"),
            row(
                    "stuffing that is missing is nobody's loss",
                    stream -> stream.lost = at -> at % 1_000 == 999,
                    Verdict.GOOD,
                    "nothing is wrong"),
            row(
                    "tables that come each second are too rare",
                    stream -> stream.tables = at -> at % 1_000 < 100,
                    Verdict.FLAWED,
                    "PAT at least every 1000 ms",
                    "PMT at least every 1000 ms"),
            row(
                    "sound that stays away for five seconds is missing",
                    stream -> stream.sound = at -> at < 4_000,
                    Verdict.BAD,
                    "stream 257 did not come for 5 s"),
            row(
                    "a second without any picture is a gap",
                    stream -> stream.picture = at -> at < 5_000 || at > 6_000,
                    Verdict.BAD,
                    "once there is no picture for over 0.7 s"),
            row(
                    "time stamps that jump by a second are a gap",
                    stream -> stream.late = at -> at < 6_000 ? 0 : 1_000,
                    Verdict.BAD,
                    "once there is no picture for over 0.7 s"),
            row(
                    "a clock reference that is 15 ms off is jitter",
                    stream -> stream.off = at -> at / 40 == 100 ? 15 : 0,
                    Verdict.FLAWED,
                    "clock references are up to 15 ms off"),
            row(
                    "a clock that jumps by a minute is told",
                    stream -> stream.off = at -> at < 6_000 ? 0 : 60_000,
                    Verdict.FLAWED,
                    "once the clock jumped"),
            row(
                    "keyframes eight seconds apart make players wait",
                    stream -> stream.key = at -> at % 8_000 < 40,
                    Verdict.FLAWED,
                    "keyframes are up to 8.0 s apart: players begin late"),
            row(
                    "a stream without keyframes has no beginning",
                    stream -> stream.key = at -> false,
                    Verdict.BAD,
                    "no place where a player could begin"),
            row(
                    "packets that begin with something else are damaged",
                    stream -> stream.damaged = at -> at == 730 || at == 731,
                    Verdict.BAD,
                    "packets did not begin where they should",
                    "packets do not begin with 0x47"));

    @TestFactory
    Stream<DynamicTest> everyFaultIsFoundAndPutIntoWords() {
        return ROWS.stream()
                .map(row -> DynamicTest.dynamicTest(row.sentence(), () -> {
                    SteadyStream stream = new SteadyStream();
                    row.change().accept(stream);
                    TsFindings findings = TsFindings.of(stream.watched(WATCHED), TIME);
                    assertThat(findings.words()).as(row.sentence()).containsExactlyInAnyOrderElementsOf(row.words());
                    assertThat(findings.verdict()).isEqualTo(row.verdict());
                }));
    }

    @Test
    void aSteadyStreamIsMeasuredAsItWasMade() {
        TsReport report = new SteadyStream().watched(WATCHED);
        assertThat(report.amount().packets()).isEqualTo(WATCHED);
        assertThat(report.amount().bitsPerSecond().orElseThrow().mean()).isCloseTo(1_504_000, within(2_000.0));
        assertThat(report.clock().intervalMillis()).contains(new Span(40, 40, 40));
        assertThat(report.clock().jitterMillis().orElseThrow().max()).isLessThan(0.1);
        assertThat(report.keyframes().distanceSeconds().orElseThrow().mean()).isCloseTo(2, within(0.05));
        assertThat(report.stamps().longestStepMillis()).hasValue(40);
        assertThat(report.arrival().pace().orElseThrow()).isCloseTo(1, within(0.02));
        assertThat(report.contents().firstPriority()).allMatch(TsReport.Check::isPassed);
        assertThat(report.contents().tracks()).extracting(Track::codec).containsExactly("h264", "aac");
    }

    @Test
    void whatJumpsAndSaysSoIsNoFaultOfClocksAndStamps() {
        SteadyStream stream = new SteadyStream();
        stream.off = at -> at < 6_000 ? 0 : 60_000;
        stream.late = stream.off;
        TsProbe probe = new TsProbe();
        ByteBuf buffer = Unpooled.buffer(TsPacket.SIZE);
        int count = 0;
        for (byte[] packet : stream.make(WATCHED)) {
            if (count++ == 6_000) {
                probe.jump();
            }
            buffer.clear().writeBytes(packet);
            probe.packet(buffer, 0);
        }
        TsFindings findings = TsFindings.of(probe.report(0), TIME);
        assertThat(findings.words()).containsExactly("once the media jumped: the engine was changed, or lost some");
    }

    @Test
    void ofMediaThatComesTooSlowlyThePaceTells() {
        TsProbe probe = new TsProbe();
        ByteBuf buffer = Unpooled.buffer(TsPacket.SIZE);
        int count = 0;
        for (byte[] packet : new SteadyStream().make(WATCHED)) {
            buffer.clear().writeBytes(packet);
            probe.packet(buffer, 0);
            if (++count % 100 == 0) {
                probe.delivered(count * 1_250_000L + (count > 6_000 ? 3_000_000_000L : 0));
            }
        }
        TsFindings findings = TsFindings.of(probe.report(count * 1_250_000L + 3_000_000_000L), TIME);
        assertThat(findings.verdict()).isEqualTo(Verdict.BAD);
        assertThat(findings.words()).contains("media comes slower than it plays: 66 % of it", "nothing came for 3.1 s");
    }

    @Test
    void whereNothingComesThereIsNothingToMeasure() {
        TsReport report = new TsProbe().report(5);
        assertThat(TsFindings.of(report, TIME)).isEqualTo(new TsFindings(Verdict.SILENT, List.of("nothing came")));
    }

    @Test
    void realMediaIsGoodAndItsCodecsAreNamed(@TempDir Path directory) {
        byte[] stream = Media.make(
                directory,
                "real.ts",
                List.of(Media.PICTURE, Media.TONE),
                "-c:v",
                "libx264",
                "-preset",
                "ultrafast",
                "-g",
                "25",
                "-c:a",
                "ac3",
                "-metadata:s:a:0",
                "language=deu");
        TsProbe probe = new TsProbe();
        ByteBuf buffer = Unpooled.wrappedBuffer(stream);
        for (int at = 0; at < stream.length; at += TsPacket.SIZE) {
            probe.packet(buffer, at);
        }
        TsReport report = probe.report(0);
        assertThat(TsFindings.of(report, Duration.ofSeconds(3)).words()).containsExactly("nothing is wrong");
        assertThat(report.contents().tracks()).extracting(Track::codec).containsExactly("h264", "ac3");
        assertThat(report.contents().tracks().get(1).language()).isEqualTo("deu");
        assertThat(report.keyframes().count()).isEqualTo(3);
    }
}
