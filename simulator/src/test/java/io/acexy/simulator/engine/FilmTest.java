package io.acexy.simulator.engine;

import static io.acexy.simulator.engine.EngineFixture.INFOHASH;
import static io.acexy.simulator.engine.EngineFixture.SOON;
import static io.acexy.simulator.engine.EngineFixture.path;
import static io.acexy.simulator.engine.EngineFixture.stat;
import static io.acexy.simulator.engine.EngineFixture.stop;
import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.simulator.engine.SessionRules.SecondReader;
import io.acexy.simulator.media.EndlessMedia;
import io.acexy.simulator.media.Film;
import io.acexy.simulator.media.FilmFile;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Video on demand: a file with ranges, one reader a session. */
final class FilmTest {

    private static final int SIZE = 1_000_000;
    private static final FilmFile FILE = FilmFile.pattern(SIZE, 1);

    private EngineSimulator engine;

    @BeforeEach
    void start() {
        engine = EngineSimulator.start();
        engine.broadcaster().assign(INFOHASH, Film.of(FILE));
    }

    @AfterEach
    void close() {
        engine.close();
    }

    private String begin() throws IOException {
        return EngineFixture.start(engine);
    }

    private RawHttp open(String links, String... headers) throws IOException {
        String redirect = RawHttp.get(engine.port(), path(links, "playback_url"));
        return RawHttp.open(engine.port(), RawHttp.path(RawHttp.header(redirect, "location")), headers);
    }

    private RawHttp range(String links, String range) throws IOException {
        return open(links, "Range: bytes=" + range);
    }

    private static void assertRight(byte[] received, long from, int length) {
        assertThat(received).hasSize(length);
        assertThat(FILE.bytes().mismatch(from, received)).isEqualTo(-1);
    }

    @Test
    void aFilmSaysThatItIsNotLiveAndHasNoLivePosition() throws Exception {
        String links = begin();
        assertThat(links).contains("\"is_live\":0");
        assertThat(stat(engine, links))
                .contains("\"is_live\":0", "\"selected_file_index\":0", "\"total_progress\":0")
                .doesNotContain("livepos");
        try (RawHttp film = open(links)) {
            film.head();
            assertRight(film.read(SIZE), 0, SIZE);
        }
        engine.awaitCounters(c -> c.total().readersNow() == 0, SOON);
        assertThat(RawHttp.get(engine.port(), path(links, "command_url") + "?method=liveseek&pos=1790000000"))
                .contains("position out of range");
        assertThat(stop(engine, links)).contains("\"ok\"");
    }

    @Test
    void withoutARangeTheWholeFileComesWithItsLength() throws Exception {
        try (RawHttp film = open(begin())) {
            String head = film.head();
            assertThat(head).startsWith("HTTP/1.1 200 ");
            assertThat(RawHttp.header(head, "content-length")).isEqualTo("" + SIZE);
            assertThat(RawHttp.header(head, "accept-ranges")).isEqualTo("bytes");
            assertThat(RawHttp.header(head, "content-type")).isEqualTo("video/x-matroska");
            assertThat(RawHttp.header(head, "content-range")).isNull();
            assertRight(film.read(SIZE + 1), 0, SIZE);
        }
    }

    @Test
    void headTailAndPositionAreReadOneAfterAnotherInOneSession() throws Exception {
        String links = begin();
        assertRange(links, "0-1023", 0, 1024);
        assertRange(links, "-5000", SIZE - 5000, 5000);
        assertRange(links, "400000-", 400_000, SIZE - 400_000);
        assertRange(links, "999000-2000000", 999_000, 1000);
        ContentCounters counted = engine.counters().of(INFOHASH);
        assertThat(counted.opened()).isEqualTo(1);
        assertThat(counted.readers()).isEqualTo(4);
        assertThat(counted.maxReadersPerSession()).isEqualTo(1);
    }

    private void assertRange(String links, String range, long from, int length) throws Exception {
        try (RawHttp film = range(links, range)) {
            String head = film.head();
            assertThat(head).startsWith("HTTP/1.1 206 ");
            assertThat(RawHttp.header(head, "content-length")).isEqualTo("" + length);
            assertThat(RawHttp.header(head, "content-range"))
                    .isEqualTo("bytes " + from + "-" + (from + length - 1) + "/" + SIZE);
            assertRight(film.read(length + 1), from, length);
        }
        engine.awaitCounters(c -> c.total().readersNow() == 0, SOON);
    }

    @Test
    void aRangeOutsideTheFileIsRefusedWithItsLength() throws Exception {
        String links = begin();
        try (RawHttp film = range(links, SIZE + "-")) {
            String head = film.head();
            assertThat(head).startsWith("HTTP/1.1 416 ");
            assertThat(RawHttp.header(head, "content-range")).isEqualTo("bytes */" + SIZE);
        }
        assertRange(links, "0-9", 0, 10);
    }

    @Test
    void aConditionThatNoLongerHoldsGetsTheWholeFile() throws Exception {
        String links = begin();
        String tag;
        try (RawHttp film = range(links, "0-9")) {
            tag = RawHttp.header(film.head(), "etag");
        }
        engine.awaitCounters(c -> c.total().readersNow() == 0, SOON);
        try (RawHttp film = open(links, "Range: bytes=10-19", "If-Range: " + tag)) {
            assertThat(film.head()).startsWith("HTTP/1.1 206 ");
        }
        engine.awaitCounters(c -> c.total().readersNow() == 0, SOON);
        try (RawHttp film = open(links, "Range: bytes=10-19", "If-Range: \"another\"")) {
            assertThat(film.head()).startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void aSecondReaderGetsTwoStatusLinesAndTheFirstReadsOn() throws Exception {
        engine.broadcaster().assign(INFOHASH, Film.of(FilmFile.pattern(1L << 30, 1)));
        String links = begin();
        try (RawHttp first = open(links);
                RawHttp second = range(links, "500-")) {
            assertThat(second.rest()).containsSubsequence("HTTP/1.1 200 OK", "HTTP/1.1 200 OK");
            first.head();
            assertRight(first.read(SIZE), 0, SIZE);
        }
        assertThat(engine.counters().of(INFOHASH).readersRefused()).isEqualTo(1);
    }

    @Test
    void aSecondReaderTakesOverWhereTheStartAskedForIt() throws Exception {
        engine.broadcaster().assign(INFOHASH, Film.of(FilmFile.pattern(1L << 30, 1)));
        String links = EngineFixture.start(engine, "infohash=" + INFOHASH + "&stop_prev_read_thread=1");
        try (RawHttp first = open(links);
                RawHttp second = range(links, "500-1499")) {
            second.head();
            assertRight(second.read(1001), 500, 1000);
            first.head();
            assertThat(first.rest().length()).isLessThan(1 << 30);
        }
    }

    @Test
    void aThirdKindOfEngineCutsTheFirstReader() throws Exception {
        engine.configure(INFOHASH, EngineSettings.fast().withRules(r -> r.withSecondReader(SecondReader.TAKEOVER)));
        engine.broadcaster().assign(INFOHASH, Film.of(FilmFile.pattern(1L << 30, 1)));
        String links = begin();
        try (RawHttp first = open(links);
                RawHttp second = range(links, "0-9")) {
            second.head();
            assertRight(second.read(11), 0, 10);
            assertThat(first.rest()).startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void aReaderThatDoesNotReadStopsTheEngine() throws Exception {
        long size = 1L << 30;
        engine.broadcaster().assign(INFOHASH, Film.of(FilmFile.pattern(size, 1)));
        try (RawHttp film = open(begin())) {
            assertThat(RawHttp.header(film.head(), "content-length")).isEqualTo("" + size);
            engine.awaitCounters(c -> c.of(INFOHASH).bytesSent() > 0, SOON);
            assertRight(film.read(SIZE), 0, SIZE);
            // What two sockets and one writer hold at most, by far less than the film.
            assertThat(engine.counters().of(INFOHASH).bytesSent()).isLessThan(size / 4);
        }
        engine.awaitCounters(c -> c.of(INFOHASH).readersNow() == 0, SOON);
    }

    @Test
    void aColdFilmHoldsItsHeadersUntilThePrebufferIsDone() throws Exception {
        DelayRange hour = DelayRange.fixed(Duration.ofHours(1));
        engine.configure(INFOHASH, EngineSettings.fast().withTiming(t -> t.withPrebuffer(hour)));
        String links = begin();
        assertThat(stat(engine, links)).contains("\"status\":\"prebuf\"");
        try (RawHttp film = open(links)) {
            engine.awaitCounters(c -> c.of(INFOHASH).readersNow() == 1, SOON);
            assertThat(film.hasAnswer()).isFalse();
            stop(engine, links);
            assertThat(film.head()).startsWith("HTTP/1.1 500 ");
        }
    }

    @Test
    void oneOfSeveralFilesIsChosenByItsNumber() throws Exception {
        FilmFile other = FilmFile.of(EndlessMedia.testPattern(), 3);
        engine.broadcaster().assign(INFOHASH, new Film(new TreeMap<>(Map.of(0, FILE, 3, other))));
        String query = "infohash=" + INFOHASH;
        String listed = RawHttp.get(engine.port(), "/server/api?method=get_media_files&" + query);
        assertThat(listed)
                .contains("\"type\":\"vod\"", "\"index\":0", "\"index\":3", "Test pattern.ts")
                .contains("\"size\":" + SIZE, "\"size\":" + other.bytes().length());
        String links = EngineFixture.start(engine, query + "&pid=a&_idx=3");
        assertThat(stat(engine, links)).contains("\"selected_file_index\":3");
        try (RawHttp film = range(links, "188-191")) {
            String head = film.head();
            assertThat(RawHttp.header(head, "content-type")).isEqualTo("video/mp2t");
            assertThat(RawHttp.header(head, "x-content-duration")).isEqualTo("48.0");
            assertThat(film.read(5)).startsWith(0x47).hasSize(4);
        }
        assertThat(EngineFixture.start(engine, query + "&pid=a&_idx=1")).contains("failed to load content");
    }

    @Test
    void anotherFileOfTheSameFilmIsAnotherSession() throws Exception {
        engine.broadcaster().assign(INFOHASH, Film.of(FILE, FilmFile.pattern(5, 5)));
        String one = EngineFixture.start(engine, "infohash=" + INFOHASH + "&_idx=0");
        String same = EngineFixture.start(engine, "infohash=" + INFOHASH);
        String other = EngineFixture.start(engine, "infohash=" + INFOHASH + "&_idx=1");
        assertThat(path(same, "playback_url")).isEqualTo(path(one, "playback_url"));
        assertThat(path(other, "playback_url")).isNotEqualTo(path(one, "playback_url"));
    }

    @Test
    void theAnswerToAStartHasTheFieldsOfAnEngineInTheirOrder() throws Exception {
        String links =
                EngineFixture.start(engine, "infohash=" + INFOHASH + "&pid=a&use_api_events=1&client_session_id=7");
        String url = "\"http://" + engine.authority() + "/ace/%s/" + INFOHASH + "/[0-9a-f]{32}\"";
        assertThat(links)
                .matches("\\{\"response\":\\{\"playback_url\":" + url.formatted("r") + ",\"stat_url\":"
                        + url.formatted("stat") + ",\"command_url\":" + url.formatted("cmd") + ",\"event_url\":"
                        + url.formatted("event") + ",\"infohash\":\"" + INFOHASH
                        + "\",\"playback_session_id\":\"[0-9a-f]{40}\",\"is_live\":0,\"is_encrypted\":0,"
                        + "\"client_session_id\":7},\"error\":null}");
        assertThat(RawHttp.body(RawHttp.get(engine.port(), "/webui/api/service?method=get_version")))
                .isEqualTo(
                        "{\"result\":{\"code\":3021100,\"platform\":\"linux\",\"version\":\"3.2.11\"},\"error\":null}");
        assertThat(RawHttp.body(RawHttp.get(engine.port(), "/server/api?api_version=3&method=get_status")))
                .isEqualTo("{\"result\":{\"playlist_loaded\":true,\"version\":"
                        + "{\"code\":3021100,\"platform\":\"linux\",\"version\":\"3.2.11\"}}}");
    }

    @Test
    void theProgrammeThatIsRunAloneHasAFilm() throws Exception {
        Broadcaster broadcaster = SimulatorOptions.parse("--fast").broadcaster();
        Film film = broadcaster.film(EngineSimulator.infohashOf(SimulatorOptions.FILM));
        assertThat(film.file()).extracting(FilmFile::type).isEqualTo("video/mp2t");
        assertThat(Arrays.asList(broadcaster.film(INFOHASH))).containsOnlyNulls();
    }
}
