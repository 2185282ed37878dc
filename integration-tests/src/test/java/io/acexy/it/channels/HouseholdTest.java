package io.acexy.it.channels;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.it.support.Content;
import io.acexy.it.support.Program;
import io.acexy.it.support.Proxy;
import io.acexy.simulator.engine.EngineSimulator;
import io.acexy.testkit.Ffmpeg;
import io.acexy.testkit.OpenApi;
import io.acexy.testkit.Patience;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A household's list goes in, and what comes out real players play and guides fit. */
class HouseholdTest {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss").withZone(ZoneOffset.UTC);
    private static final Pattern ADDRESS = Pattern.compile("(?m)^http.*$");
    private static final Pattern IN_LIST = Pattern.compile("tvg-id=\"([^\"]*)\"");
    private static final Pattern IN_GUIDE = Pattern.compile("<channel id=\"([^\"]*)\"");
    private static final Pattern HAS_PROGRAMMES = Pattern.compile("<programme [^>]*channel=\"([^\"]*)\"");

    @TempDir
    private Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private EngineSimulator engine;
    private Proxy proxy;

    @BeforeEach
    void open() throws Exception {
        Path list = Files.writeString(
                folder.resolve("list.m3u"),
                "#EXTM3U%n#EXTINF:-1 tvg-id=\"one.example\",One%nacestream://%s%n#EXTINF:-1,Canal Dós%nacestream://%s%n"
                        .formatted(Content.number(88).id(), Content.number(89).id()));
        Path guide = Files.writeString(folder.resolve("guide.xml"), guide(Instant.now()));
        engine = EngineSimulator.start();
        proxy = Proxy.before(engine, Map.of("playlist", list.toString(), "guide", guide.toString()));
    }

    /** What is on for an hour, and what for the hour after that. */
    private static String guide(Instant now) {
        String line = "<programme channel=\"one.example\" start=\"%s\" stop=\"%s\"><title>%s</title></programme>";
        String[] times = Stream.of(-1, 1, 2)
                .map(hours -> TIME.format(now.plus(Duration.ofHours(hours))))
                .toArray(String[]::new);
        return "<tv>" + line.formatted(times[0], times[1], "This") + line.formatted(times[1], times[2], "That")
                + "</tv>";
    }

    @AfterEach
    void close() {
        proxy.close();
        engine.close();
    }

    private String await(String target, String wanted) throws Exception {
        return Patience.until(() -> read(target), body -> body.contains(wanted));
    }

    private String read(String target) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(proxy.url(target))).build();
        return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }

    @Test
    void ffmpegAndMpvPlayTheFirstEntryOfTheList() throws Exception {
        String url = found(ADDRESS, await("/playlist.m3u", "#EXTINF")).get(0);
        assertThat(url).isEqualTo(proxy.url("/channel/one-example.ts"));
        assertThat(Ffmpeg.warningsOf(url, "-t", "2")).isEmpty();
        Program.Result mpv = Program.run(
                "mpv",
                "--no-config",
                "--msg-level=all=error",
                "--vo=null",
                "--ao=null",
                "--untimed",
                "--length=1",
                url);
        assertThat(mpv.output()).isBlank();
        assertThat(mpv.exitCode()).isZero();
        assertThat(engine.counters().of(Content.number(88).infohash()).bytesSent())
                .isPositive();
    }

    @Test
    void theGuideHasTheIdsOfTheListAlsoForAnEntryWithoutOne() throws Exception {
        List<String> ids = found(IN_LIST, await("/playlist.m3u", "#EXTINF"));
        assertThat(ids).containsExactly("one.example", "canal-dos");
        String guide = await("/guide.xml", "canal-dos");
        assertThat(found(IN_GUIDE, guide)).isEqualTo(ids);
        assertThat(found(HAS_PROGRAMMES, guide)).containsAll(ids);
    }

    @Test
    void theApiTellsWhatIsOnAndWhatComesThen() throws Exception {
        String one = await("/api/v1/channels/one-example", "\"This\"");
        assertThat(one).contains("\"now\":{\"title\":\"This\",", "\"next\":{\"title\":\"That\",");
        assertThat(new OpenApi(read("/api/v1/openapi.json")).complaints("Channel", one))
                .isEmpty();
    }

    /** What the first group of a pattern has, or else all of it. */
    private static List<String> found(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(result -> result.group(result.groupCount()))
                .toList();
    }
}
