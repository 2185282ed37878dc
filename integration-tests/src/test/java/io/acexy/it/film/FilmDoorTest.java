package io.acexy.it.film;

import static io.acexy.it.film.House.FILM;
import static io.acexy.it.film.House.GIB;
import static io.acexy.it.film.House.LARGE;
import static io.acexy.it.film.House.SMALL;
import static io.acexy.it.film.House.assertPart;
import static io.acexy.it.film.House.assertRight;
import static io.acexy.it.film.House.await;
import static io.acexy.it.film.House.counted;
import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.it.support.RawAnswer;
import io.acexy.it.support.RawConnection;
import io.acexy.simulator.engine.ContentCounters;
import io.acexy.simulator.engine.FilmScript;
import io.acexy.simulator.media.EndlessMedia;
import io.acexy.simulator.media.FilmFile;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FilmDoorTest {

    private static final int MIB = 1 << 20;

    private House house;

    private House open(int engines, FilmFile... files) throws Exception {
        house = new House(engines, Map.of(), files);
        return house;
    }

    @AfterEach
    void close() throws Exception {
        house.close();
    }

    // ---- what the programs ask ----

    /** VLC: all from the beginning, then the tail on a second connection, then from a position, each time dropping the last. */
    @Test
    void vlcFindsTheIndexAtTheEndAndPlays() throws Exception {
        open(1, LARGE);
        try (RawConnection first = house.get("VLC/3.0.18 LibVLC/3.0.18", "0-")) {
            assertPart(first, 0, GIB - 1, GIB);
            assertRight(first, LARGE.bytes(), 0, MIB);
        }
        RawConnection tail = house.get("VLC/3.0.18 LibVLC/3.0.18", (GIB - 50_000) + "-");
        assertPart(tail, GIB - 50_000, GIB - 1, GIB);
        assertRight(tail, LARGE.bytes(), GIB - 50_000, 50_000);
        RawConnection back = house.get("VLC/3.0.18 LibVLC/3.0.18", "1048576-");
        assertPart(back, MIB, GIB - 1, GIB);
        assertRight(back, LARGE.bytes(), MIB, 4 * MIB);
        assertOneSession();
    }

    /** Kodi: HEAD, a GET that it drops at once, then ranges, the new one before the old one is closed. */
    @Test
    void kodiProbesAndSearches() throws Exception {
        open(1, LARGE);
        RawConnection probe = house.get("Kodi/20.5", "0-0");
        assertPart(probe, 0, 0, GIB);
        probe.bytes(1);
        RawAnswer head = house.connect()
                .request("HEAD", FILM.byId(), "HTTP/1.1", "User-Agent: Kodi/20.5")
                .head();
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.header("content-length")).isEqualTo("" + GIB);
        assertThat(head.header("accept-ranges")).isEqualTo("bytes");
        RawConnection playing = house.get("Kodi/20.5", null);
        assertThat(playing.head().status()).isEqualTo(200);
        assertRight(playing, LARGE.bytes(), 0, MIB);
        for (long position : new long[] {GIB / 2, 10, GIB - 100_000}) {
            RawConnection next = house.get("Kodi/20.5", position + "-");
            assertPart(next, position, GIB - 1, GIB);
            assertRight(next, LARGE.bytes(), position, 100_000);
        }
        assertOneSession();
    }

    /** mpv (ffmpeg): always a range, the first from 0; conditions; one connection is kept where it can be. */
    @Test
    void mpvAsksForRangesAlways() throws Exception {
        open(1, SMALL);
        RawConnection connection = house.get("Lavf/59.27.100", "0-");
        RawAnswer whole = assertPart(connection, 0, 999_999, 1_000_000);
        assertRight(connection, SMALL.bytes(), 0, 1_000_000);
        String tag = whole.header("etag");
        connection.get(FILM.byId(), "User-Agent: Lavf/59.27.100", "Range: bytes=900000-", "If-Range: " + tag);
        assertPart(connection, 900_000, 999_999, 1_000_000);
        assertRight(connection, SMALL.bytes(), 900_000, 100_000);
        connection.get(FILM.byId(), "User-Agent: Lavf/59.27.100", "Range: bytes=900000-", "If-Range: \"another\"");
        assertThat(connection.head().status()).isEqualTo(200);
        assertRight(connection, SMALL.bytes(), 0, 1_000_000);
        assertOneSession();
    }

    private void assertOneSession() throws Exception {
        ContentCounters now = counted(house.engine(0));
        assertThat(now.sessionsNow()).isEqualTo(1);
        assertThat(now.maxReadersPerSession()).isEqualTo(1);
        assertThat(now.readersRefused()).isZero();
        // The one that found out what the content is, and the one that all this was read in.
        assertThat(now.opened()).isEqualTo(2);
    }

    // ---- ranges ----

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0-9          | 206 | bytes 0-9/1000000",
                "-10          | 206 | bytes 999990-999999/1000000",
                "999999-      | 206 | bytes 999999-999999/1000000",
                "5-9999999999 | 206 | bytes 5-999999/1000000",
                "1000000-     | 416 | bytes */1000000",
                "-0           | 416 | bytes */1000000",
                "999999999999999999- | 416 | bytes */1000000",
                "99999999999999999999- | 200 |",
                "9-1          | 200 |",
                "a-b          | 200 |",
                "0-9,5-20     | 200 |",
                "0-1,3-4      | 200 |"
            })
    void eachRangeHasItsAnswer(String range, int status, String answered) throws Exception {
        open(1, SMALL);
        RawConnection connection = house.get("test", range);
        RawAnswer head = connection.head();
        assertThat(head.status()).isEqualTo(status);
        assertThat(head.header("content-range")).isEqualTo(answered);
        connection.bytes(Integer.parseInt(head.header("content-length")));
        connection.get(FILM.byId(), "User-Agent: test", "Range: bytes=7-8");
        assertPart(connection, 7, 8, 1_000_000);
        assertRight(connection, SMALL.bytes(), 7, 2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"IGNORES_RANGES", "REFUSES_RANGES", "OTHER_RANGE"})
    void whatAnEngineMakesOfARangeIsThePlayersAnswer(FilmScript script) throws Exception {
        open(1, SMALL);
        house.engine(0).setScript(FILM.infohash(), script);
        RawAnswer head = house.get("test", "1000-9999").head();
        switch (script) {
            case IGNORES_RANGES -> assertThat(head.status()).isEqualTo(200);
            case REFUSES_RANGES -> assertThat(head.status()).isEqualTo(416);
            default -> assertThat(head.header("content-range")).isEqualTo("bytes 2024-9999/1000000");
        }
    }

    @Test
    void aFilmWithoutLengthIsChunkedOrEndsWithItsConnection() throws Exception {
        open(1, SMALL);
        house.engine(0).setScript(FILM.infohash(), FilmScript.WITHOUT_LENGTH);
        RawConnection connection = house.get("test", "5-");
        RawAnswer head = connection.head();
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.header("transfer-encoding")).isEqualTo("chunked");
        assertThat(SMALL.bytes().mismatch(0, connection.chunks(1_000_000))).isEqualTo(-1);
        RawConnection old = house.connect().request("GET", FILM.byId(), "HTTP/1.0", "User-Agent: test");
        assertThat(old.head().header("connection")).isEqualTo("close");
        assertRight(old, SMALL.bytes(), 0, 1_000_000);
        assertThat(old.isEnded()).isTrue();
    }

    // ---- what it is ----

    @Test
    void anEngineThatDoesNotKnowYetWhatItHasIsFoundOutByItsAnswer() throws Exception {
        open(1, SMALL);
        house.engine(0).setScript(FILM.infohash(), FilmScript.KIND_UNKNOWN_AT_FIRST);
        RawConnection connection = house.get("test", "100-199");
        assertPart(connection, 100, 199, 1_000_000);
        assertRight(connection, SMALL.bytes(), 100, 100);
    }

    @Test
    void typeTagAndDurationAreTheEngines() throws Exception {
        open(1, FilmFile.of(EndlessMedia.testPattern(), 3));
        RawAnswer head = house.get("test", "0-187").head();
        assertThat(head.header("content-type")).isEqualTo("video/mp2t");
        assertThat(head.header("x-content-duration")).isEqualTo("48.0");
        assertThat(head.header("etag")).startsWith("\"");
        assertThat(head.header("access-control-allow-origin")).isEqualTo("*");
        assertThat(head.headers()).doesNotContainKeys("server", "x-powered-by");
    }

    @Test
    void oneOfSeveralFilesIsChosenByItsNumber() throws Exception {
        open(2, LARGE, SMALL);
        RawConnection second = house.connect().get(FILM.byId() + "&_idx=1", "User-Agent: test", "Range: bytes=-4");
        assertPart(second, 999_996, 999_999, 1_000_000);
        assertRight(second, SMALL.bytes(), 999_996, 4);
    }

    @Test
    void aHeadIsAProbeOfWhatIsKnownToBeAFilmAndStartsNothingOtherwise() throws Exception {
        open(1, SMALL);
        RawConnection connection = house.connect();
        assertThat(connection.request("HEAD", FILM.byId(), "HTTP/1.1").head().header("content-length"))
                .isNull();
        assertThat(counted(house.engine(0)).starts()).isZero();
        house.get("other", "0-0").head();
        RawAnswer known = connection
                .request("HEAD", FILM.byId(), "HTTP/1.1", "User-Agent: other", "Range: bytes=0-5")
                .head();
        assertThat(known.status()).isEqualTo(200);
        assertThat(known.header("content-length")).isEqualTo("1000000");
        assertThat(known.header("content-type")).isEqualTo("video/x-matroska");
        assertThat(house.engine(0).counters().heads()).isZero();
    }

    @Test
    void aFilmIsNotCutIntoHls() throws Exception {
        open(1, SMALL);
        RawAnswer answer =
                house.connect().get("/ace/manifest.m3u8?id=" + FILM.id()).answer();
        assertThat(answer.status()).isEqualTo(501);
        assertThat(answer.body()).contains("not live").contains("/ace/getstream");
    }

    // ---- viewers ----

    @Test
    void aSecondViewerHasAnotherEngineAndAThirdIsToldWhyThereIsNone() throws Exception {
        open(2, LARGE);
        RawConnection one = house.get("one", "0-");
        assertPart(one, 0, GIB - 1, GIB);
        RawConnection two = house.get("two", "500-");
        assertPart(two, 500, GIB - 1, GIB);
        RawAnswer refused = house.get("three", "0-").answer();
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.body()).contains("one viewer at a time");
        assertThat(refused.header("retry-after")).isNotNull();
        assertRight(one, LARGE.bytes(), 0, MIB);
        assertRight(two, LARGE.bytes(), 500, MIB);
    }

    @Test
    void twoProgramsThatLookAlikeAreToldApartByTheirPid() throws Exception {
        open(2, LARGE);
        RawConnection one = house.connect().get(FILM.byId() + "&pid=1", "User-Agent: tv");
        assertThat(one.head().status()).isEqualTo(200);
        RawConnection two = house.connect().get(FILM.byId() + "&pid=2", "User-Agent: tv");
        assertThat(two.head().status()).isEqualTo(200);
        assertRight(one, LARGE.bytes(), 0, 4 * MIB);
        assertRight(two, LARGE.bytes(), 0, 4 * MIB);
    }

    @Test
    void whoHasLeftIsWaitedForAndThenHisSessionIsStopped() throws Exception {
        house = new House(1, Map.of("linger", "100ms"), LARGE);
        RawConnection player = house.get("test", null);
        player.head();
        player.hangUp();
        ContentCounters left = await(house.engine(0), c -> c.sessionsNow() == 0 && c.opened() == 2);
        assertThat(left.readersNow()).isZero();
        assertThat(left.stopsReceived()).isEqualTo(2);
        assertThat(left.orphaned()).isZero();
    }
}
