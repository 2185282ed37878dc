package io.acexy.it.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.it.support.Content;
import io.acexy.it.support.Players;
import io.acexy.it.support.Proxy;
import io.acexy.it.support.TestPlayer;
import io.acexy.simulator.orchestrator.OrchestratorDialect;
import io.acexy.simulator.orchestrator.OrchestratorSettings;
import io.acexy.simulator.orchestrator.OrchestratorSimulator;
import io.netty.handler.codec.http.HttpMethod;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A proxy before an orchestrator with two engines. */
class StatusApiTest {

    private static final Content CHANNEL = Content.number(1);
    private static final String STREAM = "/api/v1/streams/" + CHANNEL.infohash();
    private static final int PLAYING = 20_000;

    private final Players players = new Players();
    private OrchestratorSimulator orchestrator;
    private Proxy proxy;
    private ApiClient api;

    @BeforeEach
    void open() throws Exception {
        orchestrator = OrchestratorSimulator.start(
                OrchestratorDialect.B, OrchestratorSettings.fast().withFleet(fleet -> fleet.withEnginesAtStart(2)));
        Map<String, String> settings = new HashMap<>(Proxy.UNHURRIED);
        settings.putAll(Map.of("linger", "0s", "event.loops", "2", "shutdown.timeout", "1s", "max.players", "3"));
        proxy = Proxy.before(orchestrator, settings);
        api = new ApiClient(proxy, players);
        api.await("/api/v1/engines", "Engines", body -> body.startsWith("{\"total\":2,"));
    }

    @AfterEach
    void close() {
        players.close();
        proxy.close();
        orchestrator.close();
    }

    private TestPlayer play() throws InterruptedException {
        TestPlayer player = players.get(proxy.address(), CHANNEL.byId());
        player.awaitBytes(PLAYING);
        return player;
    }

    @Test
    void whereNothingPlaysEveryBodyIsThereAndEmpty() throws Exception {
        assertThat(api.get("/api/v1/streams", "Streams")).startsWith("{\"total\":0,");
        assertThat(api.get("/api/v1/players", "Players")).startsWith("{\"total\":0,");
        assertThat(api.get("/api/v1/orchestrator", "Orchestrator"))
                .contains("\"configured\":true", "\"reachable\":true");
        assertThat(api.get("/api/v1/limits", "Limits"))
                .contains("\"name\":\"players\",\"unit\":\"players\",\"limit\":3");
        assertThat(api.get("/api/v1/events", "Events")).contains("\"kind\":\"orchestrator_changed\"");
        api.get("/api/v1/overview", "Overview");
    }

    @Test
    void aStreamIsToldWithItsEngineItsPlayersItsMediaAndItsSwarm() throws Exception {
        play();
        String stream = api.await(STREAM, "Stream", body -> body.contains("\"swarm\":{") && body.contains("behind"));
        assertThat(stream)
                .contains("\"state\":\"running\"", "\"players\":1", "\"infohash\":\"" + CHANNEL.infohash() + "\"")
                .contains("\"bits_per_second\":", "\"peers\":");
        assertThat(api.get("/api/v1/streams/" + CHANNEL.id(), "Stream")).contains("\"state\":\"running\"");
        assertThat(api.get("/api/v1/streams", "Streams")).startsWith("{\"total\":1,");
        api.await("/api/v1/engines", "Engines", body -> body.contains("\"ours\":1") && body.contains(CHANNEL.id()));
        assertThat(api.get(STREAM + "/tracks", "Tracks"))
                .contains("\"known\":true", "\"codec\":\"h264\"", "\"codec\":\"aac\"")
                .contains("\"width\":320,\"height\":180,\"profile\":\"avc1.");
        api.get("/api/v1/overview", "Overview");
    }

    @Test
    void everybodyWhoPlaysIsListedInWhateverForm() throws Exception {
        play();
        TestPlayer second = play();
        TestPlayer hls = players.get(proxy.address(), "/ace/manifest.m3u8?infohash=" + CHANNEL.infohash());
        hls.awaitEnd();
        String all = api.get("/api/v1/players", "Players");
        assertThat(all)
                .startsWith("{\"total\":3,")
                .contains("\"begin\":\"started\"", "\"begin\":\"joined\"", "\"format\":\"ts\"", "\"format\":\"hls\"")
                .contains("\"address\":\"127.0.0.1\"");
        assertThat(api.get("/api/v1/players?limit=1&offset=2", "Players"))
                .contains("\"total\":3", "\"format\":\"hls\"");
        assertThat(api.get("/api/v1/players?sort=behind&stream=" + CHANNEL.infohash(), "Players"))
                .startsWith("{\"total\":3,");
        assertThat(api.get("/api/v1/players?stream=" + "0".repeat(40), "Players"))
                .startsWith("{\"total\":0,");
        second.close();
        api.await("/api/v1/players", "Players", body -> body.startsWith("{\"total\":2,"));
    }

    @Test
    void aPlayerIsSentAwayAndTheHistorySaysSo() throws Exception {
        TestPlayer stays = play();
        TestPlayer goes = play();
        String body = api.get("/api/v1/players?limit=1&offset=1", "Players");
        String id = body.replaceAll(".*\"id\":\"(\\d+)\".*", "$1");
        api.order(HttpMethod.DELETE, "/api/v1/players/" + id);
        goes.awaitEnd();
        api.await("/api/v1/events", "Events", events -> events.contains("\"reason\":\"kicked\""));
        stays.awaitMore(PLAYING);
        api.problem(HttpMethod.DELETE, "/api/v1/players/" + id, 404);
    }

    @Test
    void aStreamIsStoppedWhoeverWatchesIt() throws Exception {
        TestPlayer player = play();
        api.order(HttpMethod.DELETE, STREAM);
        player.awaitEnd();
        api.await("/api/v1/streams", "Streams", body -> body.startsWith("{\"total\":0,"));
        assertThat(api.get("/api/v1/events", "Events")).contains("\"reason\":\"stopped\"", "an operator stopped it");
        api.problem(HttpMethod.DELETE, STREAM, 404);
    }

    @Test
    void aMoveShowsAsTheLastSwitchWithWhatWasLost() throws Exception {
        TestPlayer player = play();
        api.order(HttpMethod.POST, STREAM + "/move");
        String stream = api.await(STREAM, "Stream", body -> body.contains("\"last_switch\":{"));
        assertThat(stream)
                .contains("\"kind\":\"exact\"", "\"lost_seconds\":0.0", "was left", "stream went on at the next byte");
        player.awaitMore(PLAYING);
    }

    @Test
    void anEngineThatDiesIsToldInWords() throws Exception {
        TestPlayer player = play();
        api.await("/api/v1/engines", "Engines", body -> body.contains("\"ours\":1"));
        orchestrator.engines().stream()
                .map(engine -> orchestrator.engine(engine.containerId()))
                .filter(engine -> engine.counters().of(CHANNEL.infohash()).readersNow() > 0)
                .findFirst()
                .orElseThrow()
                .kill();
        Pattern told = Pattern.compile("engine \\w+ (died|ended|broke)[^\"]*, stream went on");
        api.await("/api/v1/events", "Events", body -> told.matcher(body).find());
        // The stream tells of its last switch; on a busy machine an engine may have been too slow for it before or
        // since.
        String stream = api.await(STREAM, "Stream", body -> body.contains("stream went on"));
        assertThat(stream).containsPattern("engine \\w+ [^\"]+ ago, stream went on");
        api.await("/api/v1/engines", "Engines", body -> body.contains("\"last_failure\":{"));
        player.awaitMore(PLAYING);
    }

    @Test
    void whoFindsNoPlaceIsRefusedAndTheHistorySaysWhy() throws Exception {
        play();
        players.get(proxy.address(), Content.number(2).byId()).awaitBytes(PLAYING);
        players.get(proxy.address(), "/ace/manifest.m3u8?id=" + CHANNEL.id()).awaitEnd();
        TestPlayer refused = players.get(
                proxy.address(), "/ace/manifest.m3u8?id=" + Content.number(2).id());
        assertThat(refused.awaitStatus()).isEqualTo(503);
        String events = api.get("/api/v1/events", "Events");
        assertThat(events)
                .contains("\"kind\":\"player_refused\"", "\"reason\":\"limit_reached\"")
                .contains("this proxy serves as many players as it may");
        TestPlayer links = players.get(proxy.address(), CHANNEL.byId() + "&format=json");
        links.awaitEnd();
        assertThat(links.text()).contains("\"error\":\"this proxy serves as many players as it may\"");
        TestPlayer scrape = players.get(proxy.address(), "/metrics");
        scrape.awaitEnd();
        assertThat(scrape.text()).contains("acexy_player_unseated_total{reason=\"limit_reached\"} 2.0");
    }

    @Test
    void whoWatchesHlsComesAndGoesInTheHistoryAsAnybodyElse() throws Exception {
        for (int i = 0; i < 2; i++) {
            players.get(proxy.address(), "/ace/manifest.m3u8?id=" + CHANNEL.id())
                    .awaitEnd();
        }
        String came = api.get("/api/v1/events", "Events");
        assertThat(came)
                .containsPattern("player 127\\.0\\.0\\.1:\\d+#\\w+ has his media after")
                .containsPattern("player 127\\.0\\.0\\.1:\\d+#\\w+ joined after");
        assertThat(came.split("player_joined", -1)).hasSize(1 + 2);
        String first = api.get("/api/v1/players?limit=1", "Players");
        api.order(HttpMethod.DELETE, "/api/v1/players/" + first.replaceAll(".*\"id\":\"(\\d+)\".*", "$1"));
        String gone = api.await("/api/v1/events", "Events", body -> body.contains("player_left"));
        assertThat(gone).contains("\"reason\":\"kicked\"");
        api.order(HttpMethod.DELETE, STREAM);
        String ended = api.await("/api/v1/events", "Events", body -> body.contains("stream_ended"));
        assertThat(ended.split("player_left", -1)).hasSize(1 + 2);
    }

    @Test
    void aDrainingEngineIsShownWithItsReason() throws Exception {
        orchestrator.setDraining(orchestrator.engines().get(0).containerId(), Optional.of("vpn_node_draining"));
        String engines = api.await("/api/v1/engines", "Engines", body -> body.contains("\"draining\":true"));
        assertThat(engines).contains("\"drain_reason\":\"vpn_node_draining\"", "\"usable\":false");
    }

    @Test
    void answersWithMediaSayHowTheyCameAboutAndNotWhereTheEngineIs() throws Exception {
        TestPlayer starts = play();
        TestPlayer joins = play();
        assertThat(starts.headers().get("X-Acexy-Begin")).isEqualTo("started");
        assertThat(joins.headers().get("X-Acexy-Begin")).isEqualTo("joined");
        assertThat(joins.headers().get("Server-Timing")).matches("wait;dur=\\d+;desc=joined, behind;dur=\\d+");
        assertThat(Integer.parseInt(joins.headers().get("X-Acexy-Behind-Millis")))
                .isNotNegative();
        assertThat(Integer.parseInt(starts.headers().get("X-Acexy-Waited-Millis")))
                .isNotNegative();
        String tag = joins.headers().get("X-Acexy-Engine");
        assertThat(tag).matches("[0-9a-f]{8}");
        assertThat(api.get(STREAM, "Stream")).contains("\"tag\":\"" + tag + "\"");
        assertThat(joins.headers().toString()).doesNotContain("19000", "acestream");
    }

    @Test
    void whatCannotBeAnsweredIsAProblemAsTheDocumentSays() throws Exception {
        String unknown = "/api/v1/streams/" + "0".repeat(40);
        api.problem(HttpMethod.GET, unknown, 404);
        api.problem(HttpMethod.GET, unknown + "/tracks", 404);
        api.problem(HttpMethod.GET, unknown + "/diagnosis", 404);
        api.problem(HttpMethod.POST, unknown + "/move", 404);
        api.problem(HttpMethod.GET, "/api/v1/streams/abc", 400);
        api.problem(HttpMethod.GET, unknown + "/diagnosis?seconds=61", 400);
        api.problem(HttpMethod.GET, unknown + "/diagnosis?capture=yes", 400);
        api.problem(HttpMethod.GET, "/api/v1/streams?limit=0", 400);
        api.problem(HttpMethod.GET, "/api/v1/players?sort=size", 400);
        api.problem(HttpMethod.GET, "/api/v1/players?stream=x", 400);
        api.problem(HttpMethod.DELETE, "/api/v1/players/x", 400);
        api.problem(HttpMethod.GET, "/api/v1/nothing", 404);
        api.problem(HttpMethod.PUT, "/api/v1/streams", 405);
    }
}
