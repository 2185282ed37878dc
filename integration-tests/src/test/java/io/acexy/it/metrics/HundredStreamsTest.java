package io.acexy.it.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.it.support.Content;
import io.acexy.it.support.Door;
import io.acexy.it.support.Players;
import io.acexy.it.support.Program;
import io.acexy.it.support.Proxy;
import io.acexy.it.support.RawAnswer;
import io.acexy.it.support.RawConnection;
import io.acexy.it.support.TestPlayer;
import io.acexy.simulator.engine.EngineSettings;
import io.acexy.simulator.orchestrator.OrchestratorSettings;
import io.acexy.simulator.orchestrator.OrchestratorSimulator;
import io.acexy.testkit.Patience;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A proxy with an orchestrator and a hundred streams, as machines that watch see it. */
class HundredStreamsTest {

    private static final int STREAMS = 100;
    private static final int MOST_SERIES = 2_000;
    private static final int ENGINES = 5;

    private static OrchestratorSimulator orchestrator;
    private static Proxy proxy;
    private static Players players;

    @TempDir
    private Path folder;

    @BeforeAll
    static void play() throws Exception {
        orchestrator = OrchestratorSimulator.builder()
                .settings(OrchestratorSettings.fast().withFleet(fleet -> fleet.withEnginesAtStart(ENGINES)))
                .engineSettings(number -> EngineSettings.fast()
                        .withPacing(p -> p.withBurst(Duration.ofSeconds(1), 20).withPieces(32 * 1024, 64 * 1024)))
                .start();
        Map<String, String> settings = new HashMap<>(Proxy.UNHURRIED);
        settings.putAll(Map.of(
                // As much again: where media pauses on a busy machine each stream may take a spare place for a while.
                "max.streams.per.engine", Integer.toString(2 * STREAMS / ENGINES),
                "event.loops", "2",
                "shutdown.timeout", "1s",
                "orch.timeout", "20s",
                "metrics.content", "true"));
        proxy = Proxy.before(orchestrator, settings);
        players = new Players();
        List<TestPlayer> playing = new ArrayList<>();
        for (int i = 0; i < STREAMS; i++) {
            playing.add(players.watch(proxy.address(), Content.number(i).byId()));
        }
        for (TestPlayer player : playing) {
            assertThat(player.awaitStatus()).isEqualTo(200);
        }
    }

    @AfterAll
    static void stop() {
        players.close();
        proxy.close();
        orchestrator.close();
    }

    private static RawAnswer get(String... headers) throws IOException {
        try (RawConnection connection = RawConnection.to(proxy.address()).get("/metrics", headers)) {
            return connection.answer();
        }
    }

    @Test
    void prometheusFindsNothingToComplainAboutAndTheSeriesAreFew() throws Exception {
        Scrape scrape = Scrape.of(proxy.address());
        Path text = Files.writeString(folder.resolve("metrics.txt"), scrape.text());
        Program.Result checked = Program.read(text, "promtool", "check", "metrics", "--extended");
        assertThat(checked.exitCode()).as(checked.output()).isZero();
        assertThat(scrape.samples()).hasSizeLessThanOrEqualTo(MOST_SERIES);
        assertThat(scrape.families().values()).allSatisfy(family -> {
            assertThat(family.help()).as(family.name()).isNotBlank();
            assertThat(family.name()).matches("(acexy|jvm|process|system)_[a-z0-9_]+");
        });
    }

    @Test
    void whatPlaysIsCounted() throws Exception {
        Scrape scrape = Patience.until(
                () -> Scrape.of(proxy.address()),
                seen -> seen.value("acexy_streams{state=\"live\"}") == STREAMS
                        && seen.value("acexy_orchestrator_events_total{result=\"delivered\"}") >= STREAMS);
        assertThat(scrape.value("acexy_engine_slots_reserved{known_by=\"orchestrator\"}"))
                .isEqualTo(STREAMS);
        assertThat(scrape.value("acexy_engines{kind=\"engine\",known_by=\"orchestrator\",state=\"healthy\"}"))
                .isEqualTo(ENGINES);
        assertThat(scrape.value("acexy_players{format=\"ts\"}")).isEqualTo(STREAMS);
        assertThat(scrape.value("acexy_stream_starts_total")).isEqualTo(STREAMS);
        assertThat(scrape.value("acexy_player_first_media_seconds_count{kind=\"started\"}"))
                .isEqualTo(STREAMS);
        assertThat(scrape.value("acexy_media_received_bytes_total")).isPositive();
        assertThat(scrape.value("acexy_media_delivered_bytes_total")).isPositive();
        assertThat(scrape.value("acexy_player_delivered_bytes_total{format=\"ts\"}"))
                .isPositive();
        assertThat(scrape.value("acexy_connections")).isGreaterThanOrEqualTo(STREAMS);
        assertThat(scrape.value("acexy_buffer_asked_bytes")).isPositive();
        assertThat(scrape.value("acexy_bugs_total")).isZero();
        assertThat(scrape.value("acexy_orchestrator_reachable")).isEqualTo(1);
        assertThat(scrape.find("acexy_orchestrator_calls_total{endpoint=\"/engines\",method=\"GET\",status=\"200\"}"))
                .isPresent();
    }

    @Test
    void whoReadsOpenMetricsIsGivenIt() throws Exception {
        RawAnswer answer = get("Accept: application/openmetrics-text;version=1.0.0,text/plain;version=0.0.4;q=0.5");
        assertThat(answer.header("content-type"))
                .isEqualTo("application/openmetrics-text; version=1.0.0; charset=utf-8");
        assertThat(answer.body()).endsWith("# EOF\n").contains("# TYPE acexy_bugs counter\n");
        RawAnswer classic = get("Accept: text/plain");
        assertThat(classic.header("content-type")).isEqualTo("text/plain; version=0.0.4; charset=utf-8");
        assertThat(classic.body()).doesNotContain("# EOF").contains("# TYPE acexy_bugs_total counter\n");
    }

    @Test
    void whoTakesItPackedIsGivenItSo() throws Exception {
        try (RawConnection connection = RawConnection.to(proxy.address()).get("/metrics", "Accept-Encoding: gzip")) {
            RawAnswer head = connection.head();
            assertThat(head.header("content-encoding")).isEqualTo("gzip");
            byte[] packed = connection.bytes(Integer.parseInt(head.header("content-length")));
            try (GZIPInputStream text = new GZIPInputStream(new ByteArrayInputStream(packed))) {
                assertThat(new String(text.readAllBytes(), StandardCharsets.UTF_8))
                        .contains("acexy_streams{");
            }
        }
    }

    @Test
    void everyFamilyIsInTheTableOfTheHandbookAndNoOtherIs() throws Exception {
        String table = MetricsTable.of(Scrape.of(proxy.address()));
        String handbook = Files.readString(MetricsTable.HANDBOOK);
        assertThat(handbook).as("the table is to be:\n" + table).contains(table);
    }

    @Test
    void whatTheBoardAndTheAlertsAskForExists() throws Exception {
        Scrape.of(proxy.address()); // from the first one on
        System.gc(); // pauses have a name when there has been one
        Scrape scrape = Patience.until(
                () -> Scrape.of(proxy.address()), seen -> seen.names().contains("jvm_gc_pause_seconds_sum"));
        Set<String> asked = GrafanaBoard.names(GrafanaBoard.queries());
        assertThat(asked).hasSizeGreaterThan(40);
        asked.addAll(GrafanaBoard.names(List.of(Files.readString(AlertsTest.RULES))));
        Pattern.compile("\\b(acexy|process)_[a-z_]+")
                .matcher(Files.readString(AlertsTest.RULES).replaceAll("(summary|description|runbook): .*", ""))
                .results()
                .forEach(found -> asked.add(found.group()));
        asked.remove("up"); // Prometheus's own
        assertThat(scrape.names()).containsAll(asked);
    }

    @Test
    void eachContentIsToldOfWhereThatIsWanted() throws Exception {
        Scrape scrape = Scrape.of(proxy.address());
        String first = "{content=\"id=" + Content.number(0).id() + "\"}";
        assertThat(scrape.value("acexy_content_players" + first)).isEqualTo(1);
        assertThat(scrape.value("acexy_content_received_bytes_total" + first)).isPositive();
        assertThat(scrape.value("acexy_contents_unnamed")).isZero();
    }

    @Test
    void whereNothingIsMeasuredThereIsNothingAtThePath() throws Exception {
        try (Door door = Door.open("metrics", "false")) {
            assertThat(door.get("/metrics").status()).isEqualTo(404);
            assertThat(door.get("/ace/status").status()).isEqualTo(200);
        }
    }
}
