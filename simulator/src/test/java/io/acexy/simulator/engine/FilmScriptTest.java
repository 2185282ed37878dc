package io.acexy.simulator.engine;

import static io.acexy.simulator.engine.EngineFixture.INFOHASH;
import static io.acexy.simulator.engine.EngineFixture.SOON;
import static io.acexy.simulator.engine.EngineFixture.path;
import static io.acexy.simulator.engine.EngineFixture.stat;
import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.simulator.media.Film;
import io.acexy.simulator.media.FilmFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a reader of a film sees of each script. */
final class FilmScriptTest {

    private static final int SIZE = 10_000_000;
    private static final FilmFile FILE = FilmFile.pattern(SIZE, 1);
    private static final int FROM = 1_000_000;
    private static final int ASKED = 200_000;
    private static final Duration HOUR = Duration.ofHours(1);

    private EngineSimulator engine;

    @BeforeEach
    void start() {
        engine = EngineSimulator.start(EngineSettings.fast().withFaults(f -> f.withStall(DelayRange.fixed(HOUR))));
        engine.broadcaster().assign(INFOHASH, Film.of(FILE));
    }

    @AfterEach
    void close() {
        engine.close();
    }

    @ParameterizedTest
    @EnumSource
    void eachScriptIsSeen(FilmScript script) throws Exception {
        engine.setScript(INFOHASH, script);
        switch (script) {
            case NORMAL, KIND_UNKNOWN_AT_FIRST -> assertSeen(206, "1000000-1199999/10000000", ASKED, true);
            case IGNORES_RANGES -> assertSeen(200, null, SIZE, true);
            case WITHOUT_LENGTH -> assertSeen(200, null, SIZE, true);
            case REFUSES_RANGES -> assertSeen(416, "*/10000000", 0, true);
            case OTHER_RANGE -> assertSeen(206, "1001024-1199999/10000000", ASKED - 1024, true);
            case OTHER_FILE -> assertSeen(206, "1000000-1199999/12500001", ASKED, false);
            case ENDS_EARLY -> assertSeen(206, "1000000-1199999/10000000", ASKED / 2, true);
            case SLOW_RANGES -> assertNoHeaders();
            case STALLS_IN_RANGE -> assertStalls();
            case CUT_IN_RANGE -> assertReset();
            case SLOW_DRIP -> assertDrips();
        }
    }

    private RawHttp open(String... headers) throws IOException {
        String links = EngineFixture.start(engine);
        String redirect = RawHttp.get(engine.port(), path(links, "playback_url"));
        return RawHttp.open(engine.port(), RawHttp.path(RawHttp.header(redirect, "location")), headers);
    }

    private RawHttp open() throws IOException {
        return open("Range: bytes=" + FROM + "-" + (FROM + ASKED - 1));
    }

    private void assertSeen(int status, String range, int length, boolean right) throws IOException {
        try (RawHttp film = open()) {
            String head = film.head();
            assertThat(head).startsWith("HTTP/1.1 " + status + " ");
            assertThat(RawHttp.header(head, "content-range")).isEqualTo(range == null ? null : "bytes " + range);
            byte[] body = film.read(SIZE + 1);
            assertThat(body).hasSize(length);
            long from = range == null || length == 0 ? 0 : Long.parseLong(range.substring(0, range.indexOf('-')));
            assertThat(FILE.bytes().mismatch(from, body) < 0).isEqualTo(right);
        }
    }

    private void assertNoHeaders() throws Exception {
        try (RawHttp film = open()) {
            engine.awaitCounters(c -> c.of(INFOHASH).readersNow() == 1, SOON);
            assertThat(film.hasAnswer()).isFalse();
        }
        engine.awaitCounters(c -> c.of(INFOHASH).readersNow() == 0, SOON);
        try (RawHttp film = open(new String[0])) {
            assertThat(film.head()).startsWith("HTTP/1.1 200 ");
        }
    }

    private void assertStalls() throws Exception {
        try (RawHttp film = open()) {
            film.head();
            byte[] body = film.read(ASKED / 2);
            assertThat(FILE.bytes().mismatch(FROM, body)).isEqualTo(-1);
            assertThat(film.hasAnswer()).isFalse();
            assertThat(engine.counters().of(INFOHASH).bytesSent()).isEqualTo(ASKED / 2);
            assertThat(engine.counters().of(INFOHASH).readersNow()).isEqualTo(1);
        }
    }

    private void assertReset() throws Exception {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        String end = "";
        try (RawHttp film = open()) {
            film.head();
            for (int next = film.readOne(); next >= 0; next = film.readOne()) {
                body.write(next);
            }
        } catch (IOException e) {
            end = e.getMessage();
        }
        assertThat(end).contains("reset");
        assertThat(body.size()).isLessThanOrEqualTo(ASKED / 2);
    }

    private void assertDrips() throws Exception {
        try (RawHttp film = open(new String[0])) {
            film.head();
            assertThat(FILE.bytes().mismatch(0, film.read(1000))).isEqualTo(-1);
            assertThat(engine.counters().of(INFOHASH).bytesSent()).isLessThan(SIZE);
        }
    }

    @Test
    void aKindThatIsNotKnownAtFirstBecomesKnown() throws Exception {
        engine.setScript(FilmScript.KIND_UNKNOWN_AT_FIRST);
        engine.configure(INFOHASH, EngineSettings.fast().withTiming(t -> t.withPrebuffer(DelayRange.fixed(HOUR))));
        String cold = EngineFixture.start(engine);
        assertThat(cold).contains("\"is_live\":-1");
        assertThat(stat(engine, cold)).contains("\"is_live\":-1");
        engine.configure(INFOHASH, EngineSettings.fast());
        EngineFixture.stop(engine, cold);
        String warm = EngineFixture.start(engine, "infohash=" + INFOHASH + "&pid=b&use_api_events=1");
        assertThat(RawHttp.get(engine.port(), path(warm, "event_url"))).contains("live_changed", "\"is_live\":0");
        assertThat(stat(engine, warm)).contains("\"is_live\":0");
    }

    @Test
    void aScriptOfTheWholeEngineHoldsForFilmsToo() throws Exception {
        try (RawHttp film = open()) {
            film.head();
            film.read(ASKED);
        }
        engine.setScript(EngineScript.WARMUP_500);
        String links = EngineFixture.start(engine, "infohash=" + INFOHASH + "&pid=b");
        assertThat(RawHttp.get(engine.port(), path(links, "playback_url"))).startsWith("HTTP/1.1 500 ");
        engine.setScript(EngineScript.STAT_UNKNOWN_SESSION);
        assertThat(stat(engine, links)).contains("unknown playback session id");
    }
}
