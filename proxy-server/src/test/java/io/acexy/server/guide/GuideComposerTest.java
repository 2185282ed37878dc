package io.acexy.server.guide;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.server.channels.Channel;
import io.acexy.server.channels.Lineup;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GuideComposerTest {

    private static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");

    @TempDir
    private Path dir;

    private final Channel one = Guides.channel(1, "One & only", "one.example");
    private final Channel two = Guides.channel(2, "Two", "");
    private final List<Path> parts = new ArrayList<>();
    private Schedule schedule;

    @Test
    void namesChannelsByTheIdsAndNumbersByWhichPlayersLookForThem() throws IOException {
        part(Guides.tv(
                "<channel id=\"one.example\"><display-name>1</display-name><icon src=\"http://x/1.png\"/></channel>"));
        assertThat(compose())
                .contains(
                        "<channel id=\"one.example\"><display-name>One &amp; only</display-name><display-name>1</display-name>"
                                + "<display-name>1 One &amp; only</display-name><icon src=\"http://x/1.png\"/></channel>",
                        "<channel id=\"channel-2\"><display-name>Two</display-name><display-name>2</display-name>"
                                + "<display-name>2 Two</display-name></channel>");
    }

    @Test
    void hasTheDaysThatAreWanted() throws IOException {
        part(Guides.tv(
                Guides.programme("one.example", "20261126100000", "20261126110000", "Before"),
                Guides.programme("one.example", "20261126130000", "20261126140000", "Yesterday"),
                Guides.programme("one.example", "20261129110000", "20261129120000", "In two days"),
                Guides.programme("one.example", "20261201110000", "20261201120000", "Later")));
        assertThat(titles("one.example")).containsExactly("Yesterday", "In two days");
    }

    @Test
    void hasForAChannelWithoutAGuideOneThatStandsIn() throws IOException {
        part(Guides.tv(Guides.programme("one.example", "20261127110000", "20261127130000", "A show")));
        assertThat(titles("one.example")).containsExactly("A show");
        assertThat(titles("channel-2")).isNotEmpty().containsOnly("Two");
        assertThat(schedule.from(two, NOW, 5)).as("of which nothing is known").isEmpty();
    }

    @Test
    void takesEachChannelFromTheFirstGuideThatHasIt() throws IOException {
        part(Guides.tv(Guides.programme("one.example", "20261127110000", "20261127130000", "The first")));
        part(Guides.tv(
                Guides.named("2", "two"),
                Guides.programme("one.example", "20261127110000", "20261127130000", "The second"),
                Guides.programme("2", "20261127110000", "20261127130000", "Of the second")));
        assertThat(titles("one.example")).containsExactly("The first");
        assertThat(titles("channel-2")).containsExactly("Of the second");
    }

    @Test
    void knowsWhatIsOnAndWhatComesNext() throws IOException {
        part(Guides.tv(
                Guides.programme("one.example", "20261127150000", "20261127160000", "Next &amp; last"),
                Guides.programme("one.example", "20261127123000 +0100", "20261127140000 +0100", "Now"),
                Guides.programme("one.example", "20261127100000", "20261127113000", "Over")));
        compose();
        assertThat(schedule.at(one, NOW))
                .contains(new Programmes.Programme(
                        "Now", Instant.parse("2026-11-27T11:30:00Z"), Instant.parse("2026-11-27T13:00:00Z")));
        assertThat(schedule.after(one, NOW).map(Programmes.Programme::title)).contains("Next & last");
        Instant between = Instant.parse("2026-11-27T14:00:00Z");
        assertThat(schedule.at(one, between)).isEmpty();
        assertThat(schedule.after(one, between)).isPresent();
    }

    @Test
    void aProgrammeThatIsNotSaidToEndDoesSoWhenTheNextBegins() throws IOException {
        part(Guides.tv(
                Guides.programme("one.example", "20261127113000", "", "Now"),
                Guides.programme("one.example", "20261127150000", "20261127160000", "Next")));
        compose();
        assertThat(schedule.at(one, NOW).map(Programmes.Programme::stop))
                .contains(Instant.parse("2026-11-27T15:00:00Z"));
    }

    private Wanted wanted() {
        return new Wanted(new Lineup(List.of(one, two)));
    }

    private void part(String guide) throws IOException {
        Path part = dir.resolve("part-" + parts.size() + ".gz");
        try (GuideWriter out = new GuideWriter(part)) {
            GuideParser.read(Guides.bytes(guide), out, wanted(), 0, NOW.getEpochSecond());
        }
        parts.add(part);
    }

    private List<String> compose() throws IOException {
        Path file = dir.resolve("guide.gz");
        schedule = new GuideComposer(wanted(), NOW, 1, 3).compose(parts, file);
        return Guides.lines(file);
    }

    private List<String> titles(String id) throws IOException {
        return compose().stream()
                .filter(line -> line.startsWith("<programme ")
                        && Xml.attribute(line, "channel").equals(id))
                .map(line -> Xml.text(line, "title"))
                .toList();
    }
}
