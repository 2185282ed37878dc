package io.acexy.simulator.engine;

import static io.acexy.simulator.engine.EngineFixture.ID;
import static io.acexy.simulator.engine.EngineFixture.INFOHASH;
import static io.acexy.simulator.engine.EngineFixture.path;
import static io.acexy.simulator.engine.EngineFixture.start;
import static io.acexy.simulator.engine.EngineFixture.stop;
import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.simulator.media.EndlessMedia;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Playlists and segments, on a clock that the test moves. */
final class EngineHlsTest {

    private final AtomicLong clock = new AtomicLong();
    private final EngineSimulator engine = EngineSimulator.builder()
            .broadcaster(new Broadcaster(clock::get, EndlessMedia.testPattern()))
            .start();

    @AfterEach
    void close() {
        engine.close();
    }

    private String startHls(String pid) throws IOException {
        String call = "/ace/manifest.m3u8?format=json&id=" + ID + "&pid=" + pid;
        return RawHttp.body(RawHttp.get(engine.port(), call));
    }

    private String playlist(String links) throws IOException {
        return RawHttp.get(engine.port(), path(links, "playback_url"));
    }

    private static List<String> segments(String playlist) {
        return playlist.lines().filter(line -> line.startsWith("http")).toList();
    }

    @Test
    void theFirstPlaylistHasThreeSegmentsFromZero() throws Exception {
        String playlist = RawHttp.body(playlist(startHls("a")));
        assertThat(playlist)
                .startsWith("#EXTM3U\n#EXT-X-VERSION:3\n#EXT-X-TARGETDURATION:")
                .contains("#EXT-X-MEDIA-SEQUENCE:0\n")
                .doesNotContain("ENDLIST");
        String base = "http://" + engine.authority() + "/ace/c/" + INFOHASH + "/";
        assertThat(segments(playlist)).containsExactly(base + "0.ts", base + "1.ts", base + "2.ts");
        assertThat(playlist.lines().filter(line -> line.startsWith("#EXTINF:")))
                .allSatisfy(line -> assertThat(Double.parseDouble(line.substring(8, line.length() - 1)))
                        .isBetween(3.5, 7.6));
    }

    @Test
    void theWindowMovesWithTheBroadcast() throws Exception {
        String links = startHls("a");
        playlist(links);
        clock.addAndGet(Duration.ofMinutes(5).toNanos());
        List<String> listed = segments(playlist(links));
        assertThat(listed).hasSize(15);
        assertThat(number(listed.get(0))).isGreaterThan(30);
        assertThat(number(listed.get(14))).isEqualTo(number(listed.get(0)) + 14);
        assertThat(fetch("/ace/c/" + INFOHASH + "/0.ts")).startsWith("HTTP/1.1 500 ");
    }

    private static int number(String segment) {
        return Integer.parseInt(segment.substring(segment.lastIndexOf('/') + 1, segment.length() - 3));
    }

    private String fetch(String path, String... headers) throws IOException {
        return RawHttp.get(engine.port(), path, headers);
    }

    @Test
    void aSegmentIsTablesAndAKeyframeAndTheSameForEverybody() throws Exception {
        String segment = RawHttp.path(segments(playlist(startHls("a"))).get(1));
        byte[] first = body(segment);
        assertThat(body(segment)).isEqualTo(first);
        EndlessMedia media = engine.broadcaster().media(INFOHASH);
        byte[] run = Arrays.copyOfRange(first, 2 * 188, first.length);
        long at = media.locate(run, 0, engine.broadcaster().livePacket(INFOHASH));
        assertThat(media.isKeyframe(at)).isTrue();
    }

    private byte[] body(String path) throws IOException {
        try (RawHttp http = RawHttp.open(engine.port(), path)) {
            int length = Integer.parseInt(RawHttp.header(http.head(), "content-length"));
            return http.read(length);
        }
    }

    @Test
    void aSupersededPlaylistIsForbiddenAndAStoppedOneFails() throws Exception {
        String first = startHls("a");
        playlist(first);
        String second = startHls("b");
        assertThat(playlist(first)).startsWith("HTTP/1.1 403 ");
        assertThat(playlist(second)).startsWith("HTTP/1.1 200 ");
        stop(engine, second);
        assertThat(playlist(second)).startsWith("HTTP/1.1 500 ").endsWith("download not found");
    }

    @Test
    void aProgressiveStartSupersedesHls() throws Exception {
        String first = startHls("a");
        start(engine, "id=" + ID + "&pid=b");
        assertThat(playlist(first)).startsWith("HTTP/1.1 403 ");
    }

    @Test
    void aRangeCanBeRefused() throws Exception {
        String segment = RawHttp.path(segments(playlist(startHls("a"))).get(0));
        engine.setScript(INFOHASH, EngineScript.SEGMENT_416);
        assertThat(fetch(segment, "Range: bytes=0-4095")).startsWith("HTTP/1.1 416 ");
        assertThat(fetch(segment)).startsWith("HTTP/1.1 200 ");
    }
}
