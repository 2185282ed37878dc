package io.acexy.server.tuner;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Does what Jellyfin's HdHomerunHost does, the strictest free client of such devices, with what the tuner says. */
class JellyfinTest {

    private final Television tv = new Television("News", "Sports", "Films");

    @Test
    void findsTheLineupWhereTheDeviceSaysThatItIs() {
        String device = tv.body("/discover.json");
        assertThat(field(device, "LineupURL")).isEqualTo(field(device, "BaseURL") + "/lineup.json");
        assertThat(channels()).hasSize(3);
    }

    /** The id is "hdhr_" and the number; later it is split at the underscore, and the second part is the number. */
    @Test
    void findsEachChannelAgainByTheIdThatItMakesOfIt() {
        assertThat(channels().stream()
                        .map(row -> "hdhr_" + field(row, "GuideNumber"))
                        .map(id -> id.split("_")))
                .allSatisfy(parts -> assertThat(parts).hasSize(2))
                .extracting(parts -> parts[1])
                .containsExactly("1", "2", "3")
                .doesNotHaveDuplicates();
    }

    /** To the address of a channel of a model that can transcode it adds a query. */
    @Test
    void asksForEachChannelWithoutAQuery() {
        String model = field(tv.body("/discover.json"), "ModelNumber");
        assertThat(model.toLowerCase(Locale.ROOT)).doesNotContain("hdtc");
        assertThat(channels()).allSatisfy(row -> assertThat(field(row, "URL")).doesNotContain("?"));
        assertThat(channels()).as("rows with DRM are dropped").noneMatch(row -> row.contains("\"DRM\""));
    }

    /** It opens no more than there are, so that each of them has to be had. */
    @Test
    void opensAsManyChannelsAsThereAreTuners() {
        Matcher count = Pattern.compile("\"TunerCount\":(\\d+)").matcher(tv.body("/discover.json"));
        assertThat(count.find()).isTrue();
        List<String> rows = channels();
        for (int i = 0; i < Integer.parseInt(count.group(1)); i++) {
            assertThat(tv.get(field(rows.get(i), "URL"))).startsWith("HTTP/1.1 200 ");
        }
    }

    private List<String> channels() {
        String lineup = tv.body(field(tv.body("/discover.json"), "LineupURL"));
        return Pattern.compile("\\{[^}]*}")
                .matcher(lineup)
                .results()
                .map(result -> result.group())
                .toList();
    }

    private static String field(String json, String name) {
        Matcher value = Pattern.compile('"' + name + "\":\"([^\"]*)\"").matcher(json);
        assertThat(value.find()).as(name).isTrue();
        return value.group(1);
    }
}
