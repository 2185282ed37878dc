package io.acexy.simulator.engine;

import static io.acexy.simulator.engine.EngineFixture.ID;
import static io.acexy.simulator.engine.EngineFixture.INFOHASH;
import static io.acexy.simulator.engine.EngineFixture.SOON;
import static io.acexy.simulator.engine.EngineFixture.play;
import static io.acexy.simulator.engine.EngineFixture.start;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.acexy.simulator.engine.WireSettings.Framing;
import io.acexy.simulator.support.ReceivedRequest;
import io.acexy.simulator.support.ServerPort;
import io.acexy.testkit.Patience;
import io.netty.channel.EventLoopGroup;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What an engine says about itself, and what holds for the engine as a whole. */
final class EngineServiceTest {

    private final EngineSimulator engine = EngineSimulator.start();

    @AfterEach
    void close() {
        engine.close();
    }

    private String api(String query) throws IOException {
        return RawHttp.body(RawHttp.get(engine.port(), "/server/api?api_version=3&method=" + query));
    }

    @Test
    void theVersionIsToldInJsonAndJsonp() throws Exception {
        String call = "/webui/api/service?method=get_version";
        assertThat(RawHttp.body(RawHttp.get(engine.port(), call)))
                .isEqualTo(
                        "{\"result\":{\"code\":3021100,\"platform\":\"linux\",\"version\":\"3.2.11\"},\"error\":null}");
        assertThat(RawHttp.body(RawHttp.get(engine.port(), call + "&format=jsonp&callback=f")))
                .startsWith("f({\"result\"");
    }

    @Test
    void theServerApiTellsOfStatusAndNetwork() throws Exception {
        assertThat(api("get_status")).startsWith("{\"result\":{\"playlist_loaded\":true,\"version\":{");
        assertThat(api("get_network_connection_status")).isEqualTo("{\"result\":{\"connected\":true}}");
        assertThat(api("nonsense")).isEqualTo("{\"error\":{\"message\":\"unknown method\",\"code\":400}}");
    }

    @Test
    void aContentIdIsMappedWithoutStartingAnything() throws Exception {
        assertThat(api("get_content_id&infohash=" + INFOHASH)).contains("not known");
        assertThat(api("get_media_files&content_id=" + ID))
                .contains("\"infohash\":\"" + INFOHASH + "\"")
                .contains("\"type\":\"live\"");
        assertThat(api("get_content_id&infohash=" + INFOHASH))
                .isEqualTo("{\"result\":{\"content_id\":\"" + ID + "\"}}");
        assertThat(api("analyze_content&query=acestream:%3Finfohash=" + INFOHASH))
                .contains("\"content_id\":\"" + ID + "\"")
                .contains("\"is_live\":1");
        assertThat(api("analyze_content&query=http://x")).contains("unknown protocol");
        assertThat(engine.counters().total().starts()).isZero();
    }

    @Test
    void aSearchNeedsATokenOnTheServerApiOnly() throws Exception {
        start(engine);
        assertThat(api("search&query=x")).contains("access denied");
        String token = RawHttp.field(api("get_api_access_token"), "token");
        assertThat(api("search&query=x&token=" + token)).contains(INFOHASH);
        assertThat(RawHttp.get(engine.port(), "/search?query=x&page=0&page_size=10"))
                .contains(INFOHASH);
    }

    @Test
    void whatNobodyKnowsIsNotFound() throws Exception {
        assertThat(RawHttp.get(engine.port(), "/nothing")).startsWith("HTTP/1.1 404 ");
        assertThat(RawHttp.get(engine.port(), "/ace/x/y/z")).startsWith("HTTP/1.1 404 ");
        assertThat(RawHttp.get(engine.port(), "/content/" + INFOHASH + "/0.5")).startsWith("HTTP/1.1 500 ");
    }

    @Test
    void answersAreFramedAsTheSettingsSay() throws Exception {
        assertThat(RawHttp.header(answer(Framing.CONTENT_LENGTH), "content-length"))
                .isNotNull();
        assertThat(answer(Framing.CHUNKED))
                .contains("Transfer-Encoding: chunked")
                .endsWith("\r\n0\r\n\r\n");
        assertThat(RawHttp.header(answer(Framing.CLOSE_DELIMITED), "content-length"))
                .isNull();
    }

    private static String answer(Framing framing) throws IOException {
        try (EngineSimulator own = EngineSimulator.start(EngineSettings.fast().withWire(w -> w.withAnswers(framing)))) {
            return RawHttp.get(own.port(), "/webui/api/service?method=get_version");
        }
    }

    @Test
    void connectionsBeyondTheHandlerThreadsWait() throws Exception {
        EngineSettings oneThread = EngineSettings.fast().withWire(w -> w.withHandlerThreads(1));
        try (EngineSimulator small = EngineSimulator.start(oneThread)) {
            RawHttp probe;
            try (RawHttp reader = play(small, start(small))) {
                probe = RawHttp.open(small.port(), "/webui/api/service?method=get_version");
                small.awaitCounters(c -> c.connectionsNow() == 2, SOON);
                assertThat(reader.readChunked(188)).hasSize(188);
                assertThat(probe.hasAnswer()).isFalse();
            }
            try (probe) {
                assertThat(probe.rest()).contains("3.2.11");
            }
        }
    }

    @Test
    void theLastStartAndTheRequestsAreRemembered() throws Exception {
        start(engine, "id=" + ID + "&pid=p1&transcode_audio=1");
        assertThat(engine.counters().of(INFOHASH).lastStart())
                .containsEntry("pid", "p1")
                .containsEntry("transcode_audio", "1");
        ReceivedRequest request = engine.counters().requests().get(0);
        assertThat(request.path()).isEqualTo("/ace/getstream");
        assertThat(request.headers()).containsEntry("host", engine.authority());
    }

    @Test
    void awaitingWhatNeverHappensFailsWithTheCounters() {
        assertThatThrownBy(() -> engine.awaitCounters(c -> c.heads() > 0, Duration.ofMillis(20)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("heads=0");
    }

    @Test
    void enginesCanShareLoopsThatOutliveThem() throws Exception {
        EventLoopGroup loops = ServerPort.newLoops(1);
        try {
            EngineSimulator.Builder builder = EngineSimulator.builder().loops(loops);
            try (EngineSimulator one = builder.start();
                    EngineSimulator two = builder.start()) {
                assertThat(start(one)).contains("playback_url");
                assertThat(start(two)).contains("playback_url");
            }
            assertThat(loops.isShuttingDown()).isFalse();
        } finally {
            loops.shutdownGracefully(0, Patience.LIMIT.toSeconds(), TimeUnit.SECONDS)
                    .syncUninterruptibly();
        }
    }
}
