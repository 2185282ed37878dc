package io.acexy.simulator.engine;

import static io.acexy.simulator.engine.EngineFixture.ID;
import static io.acexy.simulator.engine.EngineFixture.INFOHASH;
import static io.acexy.simulator.engine.EngineFixture.openMedia;
import static io.acexy.simulator.engine.EngineFixture.path;
import static io.acexy.simulator.engine.EngineFixture.play;
import static io.acexy.simulator.engine.EngineFixture.start;
import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.simulator.engine.SessionRules.SecondReader;
import io.acexy.simulator.engine.WireSettings.Framing;
import io.acexy.simulator.media.EndlessMedia;
import io.acexy.testkit.Ffmpeg;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The shapes of answers, byte by byte. */
final class EngineWireTest {

    private static final int MEDIA_BYTES = 188 * 500;

    @Test
    void aJsonStartAnswersTheEightFieldsWithUrlsFromTheHostHeader() throws Exception {
        try (EngineSimulator engine = EngineSimulator.start()) {
            String links = start(engine);
            String base = "http://" + engine.authority() + "/ace/";
            assertThat(RawHttp.field(links, "playback_url")).startsWith(base + "r/" + INFOHASH + "/");
            assertThat(RawHttp.field(links, "stat_url")).startsWith(base + "stat/" + INFOHASH + "/");
            assertThat(RawHttp.field(links, "command_url")).startsWith(base + "cmd/" + INFOHASH + "/");
            assertThat(RawHttp.field(links, "infohash")).isEqualTo(INFOHASH);
            assertThat(RawHttp.field(links, "playback_session_id")).hasSize(40);
            assertThat(RawHttp.field(links, "is_live")).isEqualTo("1");
            assertThat(RawHttp.field(links, "is_encrypted")).isEqualTo("0");
            assertThat(RawHttp.field(links, "client_session_id")).isEqualTo("-1");
            assertThat(links).doesNotContain("event_url").endsWith("\"error\":null}");
        }
    }

    @Test
    void theEventUrlIsThereWhenAskedFor() throws Exception {
        try (EngineSimulator engine = EngineSimulator.start()) {
            String links = start(engine, "infohash=" + INFOHASH + "&use_api_events=1&client_session_id=7");
            assertThat(RawHttp.field(links, "event_url")).contains("/ace/event/" + INFOHASH + "/");
            assertThat(RawHttp.field(links, "client_session_id")).isEqualTo("7");
        }
    }

    @Test
    void withoutJsonAStartRedirectsInPlainTextThatEndsWithTheSocket() throws Exception {
        try (EngineSimulator engine = EngineSimulator.start()) {
            String answer = RawHttp.get(engine.port(), "/ace/getstream?id=" + ID);
            String url = RawHttp.header(answer, "location");
            assertThat(answer).startsWith("HTTP/1.1 302 Found\r\n").endsWith("\r\n\r\nRedirect to " + url);
            assertThat(url).startsWith("http://" + engine.authority() + "/ace/r/" + INFOHASH + "/");
            assertThat(RawHttp.header(answer, "content-length")).isNull();
            assertThat(RawHttp.header(answer, "transfer-encoding")).isNull();
            assertThat(RawHttp.header(answer, "access-control-allow-origin")).isEqualTo("*");
        }
    }

    @Test
    void thePlaybackUrlRedirectsToADecimalContentUrl() throws Exception {
        try (EngineSimulator engine = EngineSimulator.start()) {
            String answer = RawHttp.get(engine.port(), path(start(engine), "playback_url"));
            assertThat(answer).startsWith("HTTP/1.1 302 Found\r\n");
            assertThat(RawHttp.header(answer, "location"))
                    .matches("http://127.0.0.1:" + engine.port() + "/content/" + INFOHASH + "/0\\.\\d{15,17}");
        }
    }

    @Test
    void mediaIsTheBroadcastersBytesInChunks() throws Exception {
        try (EngineSimulator engine = EngineSimulator.start();
                RawHttp http = openMedia(engine, start(engine))) {
            String head = http.head();
            assertThat(head).startsWith("HTTP/1.1 200 OK\r\n");
            assertThat(RawHttp.header(head, "transfer-encoding")).isEqualTo("chunked");
            assertThat(RawHttp.header(head, "content-type")).isEqualTo("video/mp2t");
            assertBroadcast(engine, http.readChunked(MEDIA_BYTES));
        }
    }

    @Test
    void mediaCanEndWithTheSocketInstead() throws Exception {
        EngineSettings settings = EngineSettings.fast().withWire(w -> w.withMedia(Framing.CLOSE_DELIMITED));
        try (EngineSimulator engine = EngineSimulator.start(settings);
                RawHttp http = openMedia(engine, start(engine))) {
            String head = http.head();
            assertThat(RawHttp.header(head, "transfer-encoding")).isNull();
            assertThat(RawHttp.header(head, "content-length")).isNull();
            assertBroadcast(engine, http.read(MEDIA_BYTES));
        }
    }

    private static void assertBroadcast(EngineSimulator engine, byte[] received) {
        EndlessMedia media = engine.broadcaster().media(INFOHASH);
        long live = engine.broadcaster().livePacket(INFOHASH);
        long first = media.locate(received, live - 20L * media.packets(), live);
        assertThat(first).isPositive();
        assertThat(media.mismatch(received, first)).isEqualTo(-1);
    }

    @Test
    void twoEnginesServeTheSameBytesEachWithItsOwnOffset() throws Exception {
        Broadcaster broadcaster = new Broadcaster(() -> 0, EndlessMedia.testPattern());
        EngineSettings near = EngineSettings.fast();
        EngineSettings far = near.withPacing(p -> p.withBehindLive(Duration.ofSeconds(6)));
        try (EngineSimulator first = EngineSimulator.builder()
                        .broadcaster(broadcaster)
                        .settings(near)
                        .start();
                EngineSimulator second = EngineSimulator.builder()
                        .broadcaster(broadcaster)
                        .settings(far)
                        .start();
                RawHttp one = play(first, start(first));
                RawHttp two = play(second, start(second))) {
            byte[] ours = one.readChunked(MEDIA_BYTES);
            byte[] theirs = two.readChunked(MEDIA_BYTES);
            EndlessMedia media = broadcaster.media(INFOHASH);
            long live = broadcaster.livePacket(INFOHASH);
            long a = media.locate(ours, 0, live);
            long b = media.locate(theirs, 0, live);
            assertThat(media.timeOf(a).minus(media.timeOf(b)).toMillis()).isBetween(3900L, 4100L);
        }
    }

    @Test
    void aSecondReaderGetsTwoStatusLinesAndTheFirstReadsOn() throws Exception {
        assertSecondReader(SecondReader.DOUBLE_STATUS_200, "HTTP/1.1 200 OK\r\nHTTP/1.1 200 OK\r\n");
        assertSecondReader(SecondReader.DOUBLE_STATUS_500, "HTTP/1.1 200 OK\r\nHTTP/1.1 500 Internal Server Error\r\n");
    }

    private static void assertSecondReader(SecondReader rule, String wire) throws Exception {
        try (EngineSimulator engine =
                EngineSimulator.start(EngineSettings.fast().withRules(r -> r.withSecondReader(rule)))) {
            String links = start(engine);
            try (RawHttp first = play(engine, links);
                    RawHttp second = openMedia(engine, links)) {
                assertThat(second.rest()).startsWith(wire);
                assertThat(first.readChunked(MEDIA_BYTES)).hasSize(MEDIA_BYTES);
            }
            ContentCounters counters = engine.counters().of(INFOHASH);
            assertThat(counters.maxReadersPerSession()).isEqualTo(2);
            assertThat(counters.readersRefused()).isEqualTo(1);
        }
    }

    @Test
    void headIsCountedAndNotServed() throws Exception {
        try (EngineSimulator engine = EngineSimulator.start();
                RawHttp http = RawHttp.send(engine.port(), "HEAD", "/ace/getstream?id=" + ID)) {
            assertThat(http.rest()).startsWith("HTTP/1.1 501 ");
            assertThat(engine.counters().heads()).isEqualTo(1);
            assertThat(engine.counters().total().starts()).isZero();
        }
    }

    /** An engine's first byte is anywhere; here the clock stands so that it is where the clip begins, with its tables. */
    @Test
    void ffmpegPlaysProgressiveMediaWithoutAComplaint() throws Exception {
        EndlessMedia media = EndlessMedia.testPattern();
        long headStart = new Broadcaster(() -> 0, media).onAirNanos(INFOHASH);
        long behind = Duration.ofSeconds(2).plusSeconds(10).toNanos();
        long loop = media.duration().toNanos();
        long stands = loop * 500 - headStart + behind;
        EngineSettings settings = EngineSettings.fast().withPacing(p -> p.withBurst(Duration.ofSeconds(10), 50));
        try (EngineSimulator engine = EngineSimulator.builder()
                .settings(settings)
                .broadcaster(new Broadcaster(() -> stands, media))
                .start()) {
            String url = "http://" + engine.authority() + "/ace/getstream?id=" + ID;
            assertThat(Ffmpeg.warningsOf(url, "-t", "5")).isEmpty();
        }
    }

    @Test
    void ffmpegPlaysHlsWithoutAComplaint() throws Exception {
        try (EngineSimulator engine = EngineSimulator.start()) {
            String url = "http://" + engine.authority() + "/ace/manifest.m3u8?id=" + ID;
            assertThat(Ffmpeg.warningsOf(url, "-t", "5")).isEmpty();
        }
    }
}
