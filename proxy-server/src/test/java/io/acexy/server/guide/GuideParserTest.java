package io.acexy.server.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.acexy.server.channels.Channel;
import io.acexy.server.channels.Lineup;
import io.acexy.server.fetch.UnfitException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class GuideParserTest {

    private static final long NOW = Instant.parse("2026-11-27T12:00:00Z").getEpochSecond();
    private static final long FROM = Instant.parse("2026-11-26T12:00:00Z").getEpochSecond();
    private static final String SHOW = Guides.programme("one.example", "20261127110000", "20261127130000", "A show");

    @TempDir
    private Path dir;

    private List<Channel> lineup = List.of(Guides.channel(1, "Channel One HD", "One.example"));

    @Test
    void keepsWhatTheLineupWantsUnderItsIds() throws IOException {
        assertThat(read(Guides.tv(
                        Guides.named("one.example", "One"),
                        Guides.named("two.example", "Two"),
                        SHOW,
                        Guides.programme("two.example", "20261127110000", "20261127130000", "Another"))))
                .containsExactly("<programme channel=\"One.example\" start=\"20261127110000\" stop=\"20261127130000\">"
                        + "<title>A show</title></programme>");
    }

    @Test
    void findsByNameWhoseIdIsNotThere() throws IOException {
        lineup =
                List.of(Guides.channel(1, "Ch\u00e1nnel One HD", ""), Guides.channel(2, "Channel Two", "gone.example"));
        assertThat(read(Guides.tv(
                        Guides.named("a1", "First", "CHANNEL-ONE"),
                        Guides.named("a2", "channel two"),
                        Guides.programme("a1", "20261127110000", "20261127130000", "A show"),
                        Guides.programme("a2", "20261127110000", "20261127130000", "Another"))))
                .extracting(line -> Xml.attribute(line, "channel"))
                .containsExactly("channel-1", "gone.example");
    }

    @Test
    void anIdCountsForMoreThanAName() throws IOException {
        assertThat(read(Guides.tv(
                        Guides.named("wrong", "Channel One"),
                        Guides.named("one.example", "Something else"),
                        Guides.programme("wrong", "20261127110000", "20261127130000", "Wrong"),
                        SHOW)))
                .extracting(line -> Xml.text(line, "title"))
                .containsExactly("A show");
    }

    @Test
    void keepsWhatElseIsSaidOfAProgramme() throws IOException {
        String rich =
                """
                <programme channel="one.example" start="20261127110000 +0000" stop="20261127130000 +0000"
                 pdc-start="x &amp; &quot;y&quot;">
                 <title lang="de">A &lt; B &amp; C</title>
                 <desc><![CDATA[<b>bold</b>
                next]]></desc><icon src="http://x/y?a=1&amp;b=2"/>
                 <credits><actor role="X">Y</actor></credits></programme>
                """;
        assertThat(read(Guides.tv(rich)))
                .containsExactly("<programme channel=\"One.example\" start=\"20261127110000 +0000\""
                        + " stop=\"20261127130000 +0000\" pdc-start=\"x &amp; &quot;y&quot;\">"
                        + "<title lang=\"de\">A &lt; B &amp; C</title>"
                        + "<desc>&lt;b&gt;bold&lt;/b&gt; next</desc><icon src=\"http://x/y?a=1&amp;b=2\"></icon>"
                        + "<credits><actor role=\"X\">Y</actor></credits></programme>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"20261120110000", "20270627110000", "sometime"})
    void leavesOutWhatIsTooFarAway(String start) throws IOException {
        assertThat(read(Guides.tv(Guides.programme("one.example", start, "", "Long ago"))))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "ISO-8859-1", "UTF-16"})
    void readsTheEncodingThatItIsIn(String encoding) throws IOException {
        String guide = "<?xml version=\"1.0\" encoding=\"" + encoding + "\"?><tv>"
                + Guides.programme("one.example", "20261127110000", "20261127130000", "Caf\u00e9") + "</tv>";
        assertThat(read(new ByteArrayInputStream(guide.getBytes(Charset.forName(encoding)))))
                .extracting(line -> Xml.text(line, "title"))
                .containsExactly("Caf\u00e9");
    }

    @Test
    void readsNoEntityOfAFile() throws IOException {
        Path secret = Files.writeString(dir.resolve("secret"), "the secret");
        String guide = "<?xml version=\"1.0\"?><!DOCTYPE tv [<!ENTITY x SYSTEM \"" + secret.toUri() + "\">]><tv>"
                + Guides.programme("one.example", "20261127110000", "20261127130000", "&x;") + "</tv>";
        List<String> kept;
        try {
            kept = read(guide);
        } catch (UnfitException e) {
            kept = List.of();
        }
        assertThat(kept).noneMatch(line -> line.contains("secret"));
    }

    @Test
    void doesNotMindTheUsualDoctype() throws IOException {
        assertThat(read("<?xml version=\"1.0\"?><!DOCTYPE tv SYSTEM \"xmltv.dtd\"><tv>" + SHOW + "</tv>"))
                .hasSize(1);
    }

    @Test
    void expandsNoEntitiesOfEntities() {
        String guide =
                "<?xml version=\"1.0\"?><!DOCTYPE tv [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;\">]>"
                        + "<tv><programme channel=\"one.example\" start=\"20261127110000\"><title>&b;</title></programme></tv>";
        refusesOrLeavesOut(guide);
    }

    private void refusesOrLeavesOut(String guide) {
        try {
            assertThat(read(guide)).noneMatch(line -> line.contains("aaaa"));
        } catch (IOException e) {
            assertThat(e).isInstanceOf(UnfitException.class);
        }
    }

    static Stream<String> unfit() {
        return Stream.of(
                "<rss><channel/></rss>",
                "<tv><programme",
                "<tv><programme channel='x'><title>A & B</title></programme></tv>",
                "<!DOCTYPE tv [<!ENTITY \u0001>]><tv/>",
                "<tv>" + "<a>".repeat(100) + "</tv>");
    }

    @ParameterizedTest
    @MethodSource
    void unfit(String guide) {
        assertThatThrownBy(() -> read(guide)).isInstanceOf(UnfitException.class);
    }

    @Test
    void aGuideInAnotherCodingThanItSaysIsUnfitAndSaysSo() {
        byte[] bytes =
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?><tv>\u00e9</tv>".getBytes(StandardCharsets.ISO_8859_1);
        assertThatThrownBy(() -> read(new ByteArrayInputStream(bytes)))
                .isInstanceOf(UnfitException.class)
                .hasMessageContaining("coding");
    }

    /** Each would fill the memory of whoever holds it: a gigabyte of one thing. */
    static Stream<String> endless() {
        return Stream.of("<tv><!-- >", "<tv><![CDATA[ >", "<tv>", "<tv a='", "<tv><?x >", "<tv><programme start='");
    }

    @ParameterizedTest
    @MethodSource
    void endless(String begin) {
        InputStream body = new SequenceInputStream(Guides.bytes(begin), new Endless("x > "));
        if (begin.equals("<tv>") || begin.contains("='")) {
            body = new SequenceInputStream(Guides.bytes(begin), new Endless("xxx "));
        }
        InputStream wanted = body;
        assertThatThrownBy(() -> read(wanted))
                .isInstanceOf(UnfitException.class)
                .hasMessageContaining("longer than");
    }

    @Test
    void namesWithoutEndAreRefused() {
        StringBuilder names = new StringBuilder("<tv>");
        for (int i = 0; i < 1_000; i++) {
            names.append("<n").append(i).append("/>");
        }
        assertThatThrownBy(() -> read(names.append("</tv>").toString())).isInstanceOf(UnfitException.class);
    }

    /** The same again and again. */
    private static final class Endless extends InputStream {
        private final byte[] text;
        private int next;

        Endless(String text) {
            this.text = text.getBytes(StandardCharsets.US_ASCII);
        }

        @Override
        public int read() {
            return text[(next++ & 0xffff) % text.length];
        }

        @Override
        public int read(byte[] to, int offset, int length) {
            for (int i = 0; i < length; i++) {
                to[offset + i] = (byte) read();
            }
            return length;
        }
    }

    private List<String> read(String guide) throws IOException {
        return read(Guides.bytes(guide));
    }

    private List<String> read(InputStream guide) throws IOException {
        Path part = dir.resolve("part.gz");
        try (GuideWriter out = new GuideWriter(part)) {
            GuideParser.read(guide, out, new Wanted(new Lineup(lineup)), FROM, NOW);
        }
        return Guides.lines(part);
    }
}
