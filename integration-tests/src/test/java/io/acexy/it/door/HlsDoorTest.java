package io.acexy.it.door;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.it.support.Content;
import io.acexy.it.support.Door;
import io.acexy.it.support.RawAnswer;
import io.acexy.it.support.RawConnection;
import io.acexy.simulator.engine.EngineScript;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the door to HLS answers, to players and to those who are none. */
class HlsDoorTest {

    private static final Content CHANNEL = Content.number(3);
    private static final String MANIFEST = "/ace/manifest.m3u8?id=" + CHANNEL.id();
    private static final String LIST_TYPE = "application/vnd.apple.mpegurl";

    private Door door;

    @AfterEach
    void close() {
        door.close();
    }

    private void open(String... settings) throws Exception {
        List<String> all = new ArrayList<>(List.of("hls.segment", "1s", "hls.window", "6s"));
        all.addAll(List.of(settings));
        door = Door.open(all.toArray(String[]::new));
    }

    /** The address of a new session's list. */
    private String list() throws IOException {
        RawAnswer index = door.get(MANIFEST);
        assertThat(index.status()).as(index.body()).isEqualTo(200);
        return "/ace/" + lastLine(index.body());
    }

    private static String lastLine(String text) {
        return text.substring(text.stripTrailing().lastIndexOf('\n') + 1).strip();
    }

    private static String segment(String list, RawAnswer answer) {
        return list.substring(0, list.lastIndexOf('/') + 1) + lastLine(answer.body());
    }

    @Test
    void aPlayerIsGivenAListOfHisOwnWhoseSegmentsHaveTheSamePathsForEverybody() throws Exception {
        open();
        String mine = list();
        String theirs = list();
        assertThat(mine).matches("/ace/hls/[\\w-]{12}/list\\.m3u8\\?session=[\\w-]{22}");
        assertThat(theirs).startsWith(path(mine)).isNotEqualTo(mine);
        RawAnswer answer = door.get(mine);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("content-type")).isEqualTo(LIST_TYPE);
        assertThat(answer.header("cache-control")).isEqualTo("private, no-cache");
        assertThat(answer.header("content-encoding")).isNull();
        assertThat(answer.header("access-control-allow-origin")).isEqualTo("*");
        assertThat(answer.body()).startsWith("#EXTM3U\n").contains("?session=" + query(mine));
        RawAnswer media = door.get(segment(mine, answer));
        assertThat(media.status()).isEqualTo(200);
        assertThat(media.header("content-type")).isEqualTo("video/mp2t");
        assertThat(media.header("cache-control")).isEqualTo("public, max-age=3600, immutable");
        assertThat(media.header("content-length")).isNotNull();
        assertThat(media.header("access-control-allow-origin")).isEqualTo("*");
        assertThat(door.total().starts()).isEqualTo(1);
    }

    private static String path(String address) {
        return address.substring(0, address.indexOf('?'));
    }

    private static String query(String address) {
        return address.substring(address.indexOf('=') + 1);
    }

    @Test
    void listsArePackedForThoseWhoAskForIt() throws Exception {
        open();
        String list = list();
        assertThat(door.get(list, "accept-encoding: deflate, gzip;q=0.5").header("content-encoding"))
                .isEqualTo("gzip");
        assertThat(door.get(list, "accept-encoding: gzip;q=0").header("content-encoding"))
                .isNull();
        assertThat(door.get(list, "accept-encoding: identity").header("vary")).isEqualTo("accept-encoding");
        String media = segment(list, door.get(list));
        assertThat(door.get(media, "accept-encoding: gzip").header("content-encoding"))
                .isNull();
    }

    @Test
    void headStartsNothingAndTellsWhatGetWould() throws Exception {
        open();
        RawAnswer head = door.ask("HEAD", MANIFEST);
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.header("content-type")).isEqualTo(LIST_TYPE);
        assertThat(door.total().starts()).isZero();
        String list = list();
        assertThat(door.ask("HEAD", list).header("content-type")).isEqualTo(LIST_TYPE);
        String media = segment(list, door.get(list));
        assertThat(door.ask("HEAD", media).header("content-length"))
                .isEqualTo(door.get(media).header("content-length"));
    }

    @Test
    void nobodyElsesAddressesOpenAnything() throws Exception {
        open();
        String list = list();
        String media = segment(list, door.get(list));
        String number = media.replaceAll(".*/(\\d+)\\.ts.*", "$1");
        String session = "?session=" + query(list);
        String stage = list.substring(0, list.lastIndexOf('/') + 1);
        String guessed = "?session=AAAAAAAAAAAAAAAAAAAAAA";
        Map<String, Integer> asked = Map.ofEntries(
                Map.entry(path(list), 403),
                Map.entry(path(list) + guessed, 403),
                Map.entry(path(list) + "?session=%zz", 403),
                Map.entry(path(list) + "?session=", 403),
                Map.entry(path(media), 403),
                Map.entry(path(media) + guessed, 403),
                Map.entry("/ace/hls/AAAAAAAAAAAA/list.m3u8" + session, 404),
                Map.entry("/ace/hls/AAAAAAAAAAAA/" + number + ".ts" + session, 404),
                Map.entry(stage + "other.m3u8" + session, 404),
                Map.entry(stage + "-1.ts" + session, 404),
                Map.entry(stage + "0.ts" + session, 404),
                Map.entry(stage + (Long.parseLong(number) + 1000) + ".ts" + session, 404),
                Map.entry(stage + (Long.parseLong(number) - 1000) + ".ts" + session, 404),
                Map.entry(stage + Long.MAX_VALUE + ".ts" + session, 404),
                Map.entry(stage + "9".repeat(400) + ".ts" + session, 404),
                Map.entry(stage + "0x10.ts" + session, 404),
                Map.entry(stage, 404),
                Map.entry("/ace/manifest.m3u8", 400),
                Map.entry("/ace/manifest.m3u8?id=1", 400));
        for (Map.Entry<String, Integer> one : asked.entrySet()) {
            assertThat(door.get(one.getKey()).status()).as(one.getKey()).isEqualTo(one.getValue());
        }
        for (String address : List.of(MANIFEST, list, media)) {
            RawAnswer refusal = door.ask("POST", address);
            assertThat(refusal.status()).as(address).isEqualTo(405);
            assertThat(refusal.header("allow")).contains("GET", "HEAD");
        }
        assertThat(door.get(list).status()).as("and all is as it was").isEqualTo(200);
    }

    @Test
    void aSessionThatAsksForNothingEndsAndTheStreamWithTheLast() throws Exception {
        open("m3u8.stream.timeout", "700ms", "linger", "100ms");
        String list = list();
        door.awaitEngine(counters -> counters.total().stopped() == 1);
        assertThat(door.get(list).status()).as("the stream is over").isEqualTo(404);
        door.awaitStatus(status -> status.get("streams").equals(0L));
    }

    @Test
    void aSessionThatHasEndedIsNoOther() throws Exception {
        open("m3u8.stream.timeout", "1500ms");
        String first = list();
        String second = list();
        Map<String, Object> status = door.awaitStatus(now -> {
            ask(second);
            return now.get("clients").equals(1L);
        });
        assertThat(status.get("streams")).isEqualTo(1L);
        RawAnswer refusal = door.get(first);
        assertThat(refusal.status()).isEqualTo(403);
        assertThat(refusal.body()).contains("/ace/manifest.m3u8?id=");
    }

    private void ask(String address) {
        try {
            door.get(address);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void hlsPlayersAreCountedAndLimitedLikeOthers() throws Exception {
        open("max.players", "2");
        String list = list();
        try (RawConnection player = door.connect().get(CHANNEL.byId())) {
            assertThat(player.head().status()).isEqualTo(200);
            RawAnswer full = door.get(MANIFEST);
            assertThat(full.status()).isEqualTo(503);
            assertThat(full.header("retry-after")).isEqualTo("10");
            assertThat(door.get(list).status()).as("who plays plays on").isEqualTo(200);
            door.awaitStatus(status -> status.get("clients").equals(2L));
            assertThat(door.total().starts()).as("one session for both").isEqualTo(1);
        }
    }

    @Test
    void theStatusTellsWhoWatches() throws Exception {
        open();
        RawAnswer index = door.get(MANIFEST, "user-agent: SomeTv/1.0");
        String list = "/ace/" + lastLine(index.body());
        door.get(segment(list, door.get(list)));
        String page = door.get("/ace/status").body();
        assertThat(page).contains("\"hls\":[{", "\"clients\":1", "\"held_bytes\":");
        assertThat(page)
                .contains("\"address\":\"127.0.0.1\"", "\"agent\":\"SomeTv/1.0\"", "\"behind_millis\":")
                .doesNotContain(query(list));
    }

    @Test
    void thousandsWhoNeverReadAreRefusedAtTheLimitAndGoByThemselves() throws Exception {
        open("max.connections", "100", "m3u8.stream.timeout", "3s");
        list();
        try (RawConnection connection = door.connect()) {
            int refused = 0;
            for (int i = 0; i < 2_000; i++) {
                int status = connection.get(MANIFEST).answer().status();
                assertThat(status).isIn(200, 503);
                refused += status == 503 ? 1 : 0;
            }
            assertThat(refused).isPositive();
        }
        door.awaitStatus(status -> status.get("clients").equals(0L));
        list();
    }

    @ParameterizedTest
    @CsvSource({"CONTENT_NOT_FOUND, 404", "FAILED_TO_LOAD, 502", "NO_PEERS, 502"})
    void whatCannotBeStartedIsRefusedAsAStreamIs(EngineScript script, int status) throws Exception {
        open();
        door.engine().setScript(CHANNEL.infohash(), script);
        RawAnswer refusal = door.get(MANIFEST);
        RawAnswer same = door.get(CHANNEL.byId());
        assertThat(refusal.status()).isEqualTo(status).isEqualTo(same.status());
        assertThat(refusal.body()).isEqualTo(same.body());
        assertThat(refusal.header("retry-after")).isEqualTo(same.header("retry-after"));
        door.awaitStatus(page -> page.get("clients").equals(0L));
    }

    @Test
    void aChannelWithoutMediaIsGivenUpInTime() throws Exception {
        open("start.timeout", "1s");
        door.engine().setScript(CHANNEL.infohash(), EngineScript.HEADERS_THEN_SILENCE);
        RawAnswer refusal = door.get(MANIFEST);
        assertThat(refusal.status()).isEqualTo(504);
        assertThat(refusal.header("retry-after")).isEqualTo("10");
    }

    @Test
    void whoHangsUpWhileHeWaitsIsForgotten() throws Exception {
        open("linger", "0s");
        door.engine().setScript(CHANNEL.infohash(), EngineScript.HEADERS_THEN_SILENCE);
        try (RawConnection waiting = door.connect().get(MANIFEST)) {
            door.awaitStatus(status -> status.get("clients").equals(1L));
            waiting.hangUp();
        }
        door.awaitStatus(status -> status.get("streams").equals(0L));
    }

    @ParameterizedTest
    @ValueSource(strings = {"infohash", "id"})
    void bothNamesOfAContentShareASession(String name) throws Exception {
        open();
        String value = name.equals("id") ? CHANNEL.id() : CHANNEL.infohash();
        list();
        assertThat(door.get("/ace/manifest.m3u8?" + name + "=" + value).status())
                .isEqualTo(200);
        door.awaitStatus(status ->
                status.get("streams").equals(1L) && status.get("clients").equals(2L));
    }

    @Test
    void theStreamsPathAnswersHlsToo() throws Exception {
        open("m3u8", "true");
        RawAnswer index = door.get(CHANNEL.byId());
        assertThat(index.status()).isEqualTo(200);
        assertThat(index.header("content-type")).isEqualTo(LIST_TYPE);
        assertThat(door.get("/ace/" + lastLine(index.body())).body()).contains("#EXTINF");
        assertThat(door.ask("HEAD", CHANNEL.byId()).header("content-type")).isEqualTo(LIST_TYPE);
    }
}
