package io.acexy.it.logs;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.it.support.Content;
import io.acexy.it.support.Proxy;
import io.acexy.it.support.RawAnswer;
import io.acexy.it.support.RawConnection;
import io.acexy.simulator.engine.BroadcastClock;
import io.acexy.simulator.engine.Broadcaster;
import io.acexy.simulator.engine.EngineSettings;
import io.acexy.simulator.engine.EngineSimulator;
import io.acexy.simulator.media.EndlessMedia;
import io.acexy.simulator.media.Film;
import io.acexy.simulator.media.FilmFile;
import io.acexy.testkit.Patience;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The access log of each kind of request, read as its readers do. */
class AccessLogTest {

    private static final Content CHANNEL = Content.number(3);
    private static final Content FILM = Content.number(13);

    /** Apache's and nginx's combined format, and what stands behind it. */
    private static final Pattern COMBINED =
            Pattern.compile("(\\S+) - - \\[[^\\]]+\\] \"([^\"]*)\" (\\d{3}) (\\d+) \"([^\"]*)\" \"([^\"]*)\"(.*)");

    private final Broadcaster broadcaster = new Broadcaster(BroadcastClock.startingNow(), EndlessMedia.testPattern());
    private EngineSimulator engine;
    private Proxy proxy;

    @TempDir
    private Path dir;

    @AfterEach
    void close() {
        proxy.close();
        engine.close();
    }

    private void open(Map<String, String> settings) throws Exception {
        broadcaster.assign(FILM.infohash(), Film.of(FilmFile.pattern(1_000_000, 2)));
        engine = EngineSimulator.builder()
                .settings(EngineSettings.fast())
                .broadcaster(broadcaster)
                .start();
        Map<String, String> all = new java.util.HashMap<>(settings);
        all.put("log.access", file().toString());
        all.put("hls.segment", "1s");
        all.put("hls.window", "6s");
        all.put("linger", "30s");
        proxy = Proxy.before(engine, all);
    }

    private Path file() {
        return dir.resolve("access.log");
    }

    private RawAnswer get(String target, String... headers) throws IOException {
        try (RawConnection connection = RawConnection.to(proxy.address())) {
            return connection.get(target, headers).answer();
        }
    }

    /** The facts of the line of a request, as soon as it is written: those of the format, and ours. */
    private Map<String, String> line(String id) throws Exception {
        String text = Patience.until(
                () -> Files.readAllLines(file()).stream()
                        .filter(line -> line.contains(" request=" + id + " "))
                        .findFirst()
                        .orElse(""),
                line -> !line.isEmpty());
        Matcher fields = COMBINED.matcher(text);
        assertThat(fields.matches()).as(text).isTrue();
        Map<String, String> facts = new LinkedHashMap<>();
        List<String> names = List.of("address", "asked", "status", "bytes", "referer", "agent");
        for (int i = 0; i < names.size(); i++) {
            facts.put(names.get(i), fields.group(i + 1));
        }
        for (String pair : fields.group(7).strip().split(" ", -1)) {
            facts.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
        }
        return facts;
    }

    @Test
    void aPlayersLineTellsHowHeCameWhatHeHadAndWhyHeWent() throws Exception {
        open(Map.of());
        String first;
        try (RawConnection player = RawConnection.to(proxy.address())) {
            RawAnswer head = player.get(CHANNEL.byId(), "User-Agent: VLC").head();
            first = head.header("x-request-id");
            player.chunks(100_000);
            try (RawConnection other = RawConnection.to(proxy.address())) {
                String second = other.get(CHANNEL.byId()).head().header("x-request-id");
                other.chunks(10_000);
                other.hangUp();
                assertThat(line(second)).containsEntry("join", "joined");
            }
            assertThat(Files.readString(file())).doesNotContain(first);
        }
        assertThat(line(first))
                .containsEntry("address", "127.0.0.1")
                .containsEntry("asked", "GET /ace/getstream HTTP/1.1")
                .containsEntry("status", "200")
                .containsEntry("agent", "VLC")
                .containsEntry("stream", CHANNEL.id().substring(0, 8))
                .containsEntry("format", "ts")
                .containsEntry("join", "started")
                .containsKey("waited_ms")
                .satisfies(facts -> assertThat(facts.get("end")).isIn("client_left", "broken"))
                .satisfies(
                        facts -> assertThat(Long.parseLong(facts.get("bytes"))).isGreaterThanOrEqualTo(90_000));
    }

    @Test
    void aPlayerWhoseStreamEndsWithTheProxyIsWrittenBeforeItEnds() throws Exception {
        open(Map.of());
        try (RawConnection player = RawConnection.to(proxy.address())) {
            String id = player.get(CHANNEL.byId()).head().header("x-request-id");
            player.chunks(10_000);
            proxy.close();
            assertThat(line(id)).containsEntry("end", "shutdown");
        }
    }

    @Test
    void requestsForHlsBearTheIdByWhichTheirSessionBegan() throws Exception {
        open(Map.of());
        RawAnswer index = get("/ace/manifest.m3u8?id=" + CHANNEL.id());
        String opened = index.header("x-request-id");
        assertThat(line(opened)).containsEntry("format", "hls").containsEntry("end", "complete");
        String list = "/ace/"
                + index.body()
                        .lines()
                        .filter(text -> !text.startsWith("#"))
                        .findFirst()
                        .orElseThrow();
        RawAnswer listed = get(list);
        assertThat(line(listed.header("x-request-id")))
                .containsEntry("asked", "GET /ace/hls/{stage}/{file} HTTP/1.1")
                .containsEntry("session", opened)
                .containsEntry("file", "list.m3u8")
                .containsEntry("stream", CHANNEL.id().substring(0, 8));
        String segment = listed.body()
                .lines()
                .filter(text -> !text.startsWith("#"))
                .findFirst()
                .orElseThrow();
        RawAnswer media = get(list.substring(0, list.lastIndexOf('/') + 1) + segment);
        assertThat(line(media.header("x-request-id")))
                .containsEntry("session", opened)
                .containsEntry("bytes", media.header("content-length"));
        assertThat(Files.readString(file())).doesNotContain(list.substring(list.indexOf("session=") + 8));
    }

    @Test
    void aFilmsLineHasTheBytesOfThePart() throws Exception {
        open(Map.of());
        get(FILM.byId(), "Range: bytes=0-0"); // from now on it is known to be one
        RawAnswer part = get(FILM.byId(), "Range: bytes=1000-2999");
        assertThat(part.status()).isEqualTo(206);
        assertThat(line(part.header("x-request-id")))
                .containsEntry("status", "206")
                .containsEntry("bytes", "2000")
                .containsEntry("format", "film")
                .containsEntry("end", "complete");
    }

    @Test
    void refusalsHaveALineAndNoSecretIsInAny() throws Exception {
        open(Map.of("max.players", "1", "log.private", "true"));
        String secret = "s3cr3t";
        RawAnswer wrong = get("/ace/getstream?id=x&key=" + secret, "Authorization: Bearer " + secret);
        assertThat(line(wrong.header("x-request-id"))).containsEntry("status", "400");
        RawAnswer unknown = get("/none?token=" + secret, "Referer: http://page/?key=" + secret, "X-Api-Key: " + secret);
        assertThat(line(unknown.header("x-request-id")))
                .containsEntry("status", "404")
                .containsEntry("address", "127.0.0.0")
                .containsEntry("referer", "http://page/");
        try (RawConnection player = RawConnection.to(proxy.address())) {
            player.get(CHANNEL.byId() + "&token=" + secret).head();
            RawAnswer full = get(Content.number(4).byId());
            assertThat(line(full.header("x-request-id")))
                    .containsEntry("status", "503")
                    .containsEntry("stream", Content.number(4).id().substring(0, 8));
        }
        proxy.close();
        assertThat(Files.readString(file())).doesNotContain(secret).doesNotContain(CHANNEL.id());
    }
}
