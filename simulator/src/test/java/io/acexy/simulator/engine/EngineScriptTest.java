package io.acexy.simulator.engine;

import static io.acexy.simulator.engine.EngineFixture.ID;
import static io.acexy.simulator.engine.EngineFixture.INFOHASH;
import static io.acexy.simulator.engine.EngineFixture.SOON;
import static io.acexy.simulator.engine.EngineFixture.openMedia;
import static io.acexy.simulator.engine.EngineFixture.path;
import static io.acexy.simulator.engine.EngineFixture.play;
import static io.acexy.simulator.engine.EngineFixture.start;
import static io.acexy.simulator.engine.EngineFixture.stat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a client meets under the scripts of start, playback, side channels and the whole engine. */
final class EngineScriptTest {

    private static final String VERSION = "/webui/api/service?method=get_version";
    private static final String STATUS = "/server/api?api_version=3&method=get_status";

    private final EngineSimulator engine = EngineSimulator.start(
            EngineSettings.fast().withFaults(f -> f.withHugeBytes(1 << 20).withSlowStatus(DelayRange.of(50, 100))));

    @AfterEach
    void close() {
        engine.close();
    }

    static Stream<Arguments> starts() {
        return Stream.of(
                Arguments.of(EngineScript.FAILED_TO_LOAD, "{\"response\":null,\"error\":\"failed to load content\"}"),
                Arguments.of(EngineScript.CONTENT_NOT_FOUND, "\"error\":\"content not found\""),
                Arguments.of(EngineScript.NO_PEERS, "\"error\":\"no peers\""),
                Arguments.of(EngineScript.MOD_DETECTED, "\"error\":\"mod_detected\""),
                Arguments.of(EngineScript.GOT_NEWER_DOWNLOAD, "\"error\":\"got newer download\""),
                Arguments.of(EngineScript.MISSING_OPTION, "\"extra_data\":{\"reason\":\"missing_option\""),
                Arguments.of(EngineScript.NOT_JSON, "<html>"));
    }

    @ParameterizedTest
    @MethodSource("starts")
    void aStartAnswersItsErrorAndOpensNoSession(EngineScript script, String answer) throws Exception {
        engine.setScript(INFOHASH, script);
        assertThat(start(engine)).contains(answer);
        assertThat(engine.counters().of(INFOHASH).opened()).isZero();
        assertThat(engine.counters().of(INFOHASH).starts()).isEqualTo(1);
    }

    @Test
    void text500Is45BytesOfPlainText() throws Exception {
        engine.setScript(INFOHASH, EngineScript.TEXT_500);
        String answer = RawHttp.get(engine.port(), "/ace/getstream?format=json&id=" + ID);
        assertThat(answer).startsWith("HTTP/1.1 500 Internal Server Error\r\n");
        assertThat(RawHttp.header(answer, "content-length")).isEqualTo("45");
        assertThat(RawHttp.header(answer, "content-type")).isEqualTo("text/plain");
        assertThat(RawHttp.body(answer)).hasSize(45);
    }

    @Test
    void anEmptyReplyIsNothing() throws Exception {
        engine.setScript(INFOHASH, EngineScript.EMPTY_REPLY);
        assertThat(RawHttp.get(engine.port(), "/ace/getstream?format=json&id=" + ID))
                .isEmpty();
    }

    @Test
    void hugeJsonIsHuge() throws Exception {
        engine.setScript(INFOHASH, EngineScript.HUGE_JSON);
        assertThat(start(engine)).hasSizeGreaterThan(1 << 20);
    }

    @Test
    void aForeignAuthorityIsInEveryUrl() throws Exception {
        engine.setScript(INFOHASH, EngineScript.FOREIGN_AUTHORITY_URLS);
        String links = start(engine);
        assertThat(RawHttp.field(links, "playback_url")).startsWith("http://127.0.0.1:6878/ace/r/");
        assertThat(RawHttp.field(links, "stat_url")).startsWith("http://127.0.0.1:6878/ace/stat/");
        assertThat(RawHttp.field(links, "command_url")).startsWith("http://127.0.0.1:6878/ace/cmd/");
    }

    @Test
    void aStartThatIsWrittenLooselyOpensItsSession() throws Exception {
        String target = "/ace/getstream?format=json&id=" + ID;
        engine.setScript(INFOHASH, EngineScript.JSON_WITH_BOM);
        assertThat(RawHttp.body(RawHttp.get(engine.port(), target))).startsWith("\u00EF\u00BB\u00BF{");
        engine.setScript(INFOHASH, EngineScript.JSON_GZIPPED);
        String packed = RawHttp.get(engine.port(), target);
        assertThat(RawHttp.header(packed, "content-encoding")).isEqualTo("gzip");
        assertThat(RawHttp.body(packed)).startsWith("\u001F\u008B");
        engine.setScript(INFOHASH, EngineScript.ERROR_FALSE);
        assertThat(start(engine)).endsWith("\"error\":false}");
        engine.setScript(INFOHASH, EngineScript.ERROR_ZERO);
        assertThat(start(engine)).endsWith("\"error\":0}");
        engine.setScript(INFOHASH, EngineScript.INFORMATIONAL_FIRST);
        assertThat(RawHttp.get(engine.port(), target))
                .startsWith("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\n");
        assertThat(engine.counters().of(INFOHASH).opened()).isPositive();
    }

    @ParameterizedTest
    @CsvSource({
        "MEDIA_206, 206, bytes 0-9223372036854775806/9223372036854775807",
        "MEDIA_206_FROM_THE_MIDDLE, 206, bytes 188-9223372036854775806/*",
        "MEDIA_AS_ERROR, 500, ",
    })
    void mediaComesWithAnotherStatus(EngineScript script, int status, String range) throws Exception {
        engine.setScript(INFOHASH, script);
        try (RawHttp media = openMedia(engine, start(engine))) {
            String head = media.head();
            assertThat(head).startsWith("HTTP/1.1 " + status + " ");
            assertThat(RawHttp.header(head, "content-range")).isEqualTo(range);
            assertThat(media.readChunked(188)).startsWith((byte) 0x47);
        }
    }

    @Test
    void mediaMayBePacked() throws Exception {
        engine.setScript(INFOHASH, EngineScript.MEDIA_GZIPPED);
        try (RawHttp media = openMedia(engine, start(engine))) {
            assertThat(RawHttp.header(media.head(), "content-encoding")).isEqualTo("gzip");
            assertThat(media.readChunked(2)).containsExactly(0x1F, 0x8B);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"WARMUP_500", "WARMUP_START_TIMEOUT"})
    void aWarmUpRefusesTheFirstTries(EngineScript script) throws Exception {
        engine.setScript(INFOHASH, script);
        String playback = path(start(engine), "playback_url");
        String reason = script == EngineScript.WARMUP_500 ? "download not found" : "start timeout";
        for (int i = 0; i < 2; i++) {
            assertThat(RawHttp.get(engine.port(), playback))
                    .startsWith("HTTP/1.1 500 ")
                    .endsWith(reason);
        }
        assertThat(RawHttp.get(engine.port(), playback)).startsWith("HTTP/1.1 302 ");
    }

    @Test
    void aWarmUpCanAnswerEmptyBodies() throws Exception {
        engine.setScript(INFOHASH, EngineScript.WARMUP_EMPTY_200);
        String links = start(engine);
        for (int i = 0; i < 2; i++) {
            try (RawHttp media = openMedia(engine, links)) {
                assertThat(media.head()).startsWith("HTTP/1.1 200 ");
                assertThat(media.readChunked(188)).isEmpty();
            }
        }
        try (RawHttp media = play(engine, links)) {
            assertThat(media.readChunked(188)).hasSize(188);
        }
    }

    @Test
    void anOfflineChannelNeverAnswersUntilItIsBack() throws Exception {
        engine.setScript(INFOHASH, EngineScript.OFFLINE);
        String links = start(engine);
        try (RawHttp media = openMedia(engine, links)) {
            engine.awaitCounters(c -> c.of(INFOHASH).readersNow() == 1, SOON);
            String stat = stat(engine, links);
            assertThat(RawHttp.field(stat, "peers")).isEqualTo("0");
            assertThat(RawHttp.field(stat, "status")).isEqualTo("prebuf");
            engine.setScript(INFOHASH, EngineScript.NORMAL);
            assertThat(media.head()).startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void thePlaybackUrlFailsAsItsScriptSays() throws Exception {
        String playback = path(start(engine), "playback_url");
        engine.setScript(INFOHASH, EngineScript.PLAYBACK_404);
        assertThat(RawHttp.get(engine.port(), playback)).startsWith("HTTP/1.1 404 ");
        engine.setScript(INFOHASH, EngineScript.FAILED_TO_START_BODY);
        assertThat(RawHttp.get(engine.port(), playback))
                .startsWith("HTTP/1.1 500 ")
                .endsWith("failed to start");
        engine.setScript(INFOHASH, EngineScript.REDIRECT_TO_OTHER_HOST);
        assertThat(RawHttp.header(RawHttp.get(engine.port(), playback), "location"))
                .startsWith("http://127.0.0.2:");
        engine.setScript(INFOHASH, EngineScript.REDIRECT_LOOP);
        assertThat(RawHttp.header(RawHttp.get(engine.port(), playback), "location"))
                .endsWith(playback);
    }

    @Test
    void aDelayedRedirectWaitsForThePrebuffer() throws Exception {
        engine.configure(INFOHASH, EngineSettings.fast().withTiming(t -> t.withPrebuffer(DelayRange.of(300, 300))));
        engine.setScript(INFOHASH, EngineScript.DELAYED_REDIRECT);
        long begun = System.nanoTime();
        assertThat(RawHttp.get(engine.port(), path(start(engine), "playback_url")))
                .startsWith("HTTP/1.1 302 ");
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(Duration.ofMillis(299));
    }

    @Test
    void headersCanBeDoubledOrHuge() throws Exception {
        String links = start(engine);
        engine.setScript(INFOHASH, EngineScript.DOUBLE_STATUS_LINE);
        try (RawHttp media = openMedia(engine, links)) {
            assertThat(media.rest()).startsWith("HTTP/1.1 200 OK\r\nHTTP/1.1 200 OK\r\n");
        }
        engine.setScript(INFOHASH, EngineScript.HUGE_HEADERS);
        try (RawHttp media = openMedia(engine, links)) {
            assertThat(media.head()).hasSizeGreaterThan(60_000);
        }
    }

    @Test
    void sideChannelsHangOrLie() throws Exception {
        String links = start(engine);
        engine.setScript(INFOHASH, EngineScript.STAT_UNKNOWN_SESSION);
        assertThat(stat(engine, links)).contains(SessionEndpoint.UNKNOWN);
        engine.setScript(INFOHASH, EngineScript.STAT_HANGS);
        assertHangs(path(links, "stat_url"));
        engine.setScript(INFOHASH, EngineScript.STOP_HANGS);
        assertHangs(path(links, "command_url") + "?method=stop");
        assertThat(engine.counters().of(INFOHASH).sessionsNow()).isEqualTo(1);
        engine.setScript(INFOHASH, EngineScript.START_HANGS);
        assertHangs("/ace/getstream?format=json&id=" + ID);
    }

    /** Received, and still unanswered when a later request has been served. */
    private void assertHangs(String path) throws Exception {
        try (RawHttp call = RawHttp.open(engine.port(), path)) {
            engine.awaitCounters(
                    c -> c.requests().stream().anyMatch(r -> r.uri().equals(path)), SOON);
            RawHttp.get(engine.port(), VERSION);
            assertThat(call.hasAnswer()).isFalse();
        }
    }

    @Test
    void aHungCoreStillTellsItsVersion() throws Exception {
        try (RawHttp media = play(engine, start(engine))) {
            engine.setScript(EngineScript.CORE_HANG);
            assertHangs(STATUS);
            assertThat(RawHttp.get(engine.port(), VERSION)).contains("\"version\":\"3.2.11\"");
            long sent = engine.counters().total().bytesSent();
            RawHttp.get(engine.port(), VERSION);
            assertThat(engine.counters().total().bytesSent()).isEqualTo(sent);
            engine.setScript(EngineScript.NORMAL);
            engine.awaitCounters(c -> c.total().bytesSent() > sent, SOON);
            assertThat(media.readChunked(188)).hasSize(188);
        }
    }

    @Test
    void aFullHangAcceptsAndNothingMore() throws Exception {
        engine.setScript(EngineScript.FULL_HANG);
        try (RawHttp call = RawHttp.open(engine.port(), VERSION)) {
            engine.awaitCounters(c -> c.requests().size() == 1, SOON);
            assertThat(call.hasAnswer()).isFalse();
        }
    }

    @Test
    void aSlowStatusIsSlowAndRight() throws Exception {
        engine.setScript(EngineScript.SLOW_STATUS);
        assertThat(RawHttp.get(engine.port(), STATUS)).contains("\"playlist_loaded\":true");
        assertThat(engine.counters().statusCalls()).isEqualTo(1);
    }

    @Test
    void exhaustedThreadsLetConnectionsWait() throws Exception {
        engine.setScript(EngineScript.THREADS_EXHAUSTED);
        try (RawHttp call = RawHttp.open(engine.port(), VERSION)) {
            engine.awaitCounters(c -> c.connectionsNow() == 1, SOON);
            assertThat(engine.counters().requests()).isEmpty();
            engine.setScript(EngineScript.NORMAL);
            assertThat(call.rest()).contains("3.2.11");
        }
    }

    @Test
    void aDeadEngineResetsRefusesAndForgets() throws Exception {
        String links = start(engine);
        RawHttp media = play(engine, links);
        media.readChunked(188);
        engine.setScript(EngineScript.DIES);
        assertThatThrownBy(media::rest).isInstanceOf(SocketException.class).hasMessageContaining("reset");
        media.close();
        assertThatThrownBy(() -> start(engine)).isInstanceOf(ConnectException.class);
        assertThat(engine.counters().of(INFOHASH).killed()).isEqualTo(1);
        assertThat(engine.counters().of(INFOHASH).readersNow()).isZero();

        engine.restart();
        assertThat(RawHttp.get(engine.port(), STATUS)).contains("\"playlist_loaded\":false");
        assertThat(stat(engine, links)).contains(SessionEndpoint.UNKNOWN);
        try (RawHttp again = play(engine, start(engine))) {
            assertThat(again.readChunked(188)).hasSize(188);
        }
    }

    @Test
    void aScriptOfTheEngineCannotBeSetForOneContent() {
        assertThatThrownBy(() -> engine.setScript(INFOHASH, EngineScript.DIES))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("whole engine");
    }

    @Test
    void aScriptOfOneContentLeavesOthersAlone() throws IOException {
        engine.setScript(INFOHASH, EngineScript.NO_PEERS);
        assertThat(start(engine, "infohash=" + "b".repeat(40))).contains("playback_url");
    }
}
