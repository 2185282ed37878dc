package io.acexy.it.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.acexy.it.support.Content;
import io.acexy.it.support.Door;
import io.acexy.it.support.JsonText;
import io.acexy.it.support.RawAnswer;
import io.acexy.it.support.RawConnection;
import io.acexy.simulator.engine.EngineScript;
import io.acexy.testkit.Patience;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients are answered who take this proxy for an engine, and what comes of it. */
class GuestDoorTest {

    private static final Content CHANNEL = Content.number(4);
    private static final String START = CHANNEL.byId() + "&format=json";
    private static final String HLS_START = "/ace/manifest.m3u8?id=" + CHANNEL.id() + "&format=json";
    private static final String UNKNOWN = "{\"response\":null,\"error\":\"unknown playback session id\"}";
    private static final String OK = "{\"response\":\"ok\",\"error\":null}";
    private static final int SOME = 20_000;

    private Door door;

    @AfterEach
    void close() {
        door.close();
    }

    private void open(String... settings) throws Exception {
        door = Door.open(settings);
    }

    /** What one is given links with: by name, and of addresses the path. */
    private Map<String, String> links(String target) throws IOException {
        return response(door.get(target));
    }

    private static Map<String, String> response(RawAnswer answer) throws IOException {
        assertThat(answer.status()).isEqualTo(200);
        Map<String, Object> whole = JsonText.object(answer.body());
        assertThat(whole).as(answer.body()).containsEntry("error", null);
        Map<String, String> links = new LinkedHashMap<>();
        ((Map<?, ?>) whole.get("response"))
                .forEach((name, value) ->
                        links.put((String) name, String.valueOf(value).replace("http://acexy.test", "")));
        return links;
    }

    private String error(String target) throws IOException {
        RawAnswer answer = door.get(target);
        assertThat(answer.status()).isEqualTo(200);
        Map<String, Object> whole = JsonText.object(answer.body());
        assertThat(whole).containsEntry("response", null);
        return (String) whole.get("error");
    }

    private RawConnection playing(String path) throws IOException {
        RawConnection player = door.connect().get(path);
        RawAnswer head = player.head();
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.header("content-type")).isEqualTo("video/mp2t");
        player.chunks(SOME);
        return player;
    }

    private String body(String target) throws IOException {
        return door.get(target).body();
    }

    @Test
    void linksAreGivenAsAnEngineGivesThemAndAreOurs() throws Exception {
        open();
        RawAnswer answer = door.get(START + "&pid=1&use_api_events=1&client_session_id=77");
        String where = CHANNEL.infohash() + "/([0-9a-f]{32})";
        String again = CHANNEL.infohash() + "/\\1";
        String ours = "http://acexy.test/ace/";
        assertThat(answer.body())
                .matches("\\{\"response\":\\{\"playback_url\":\"" + ours + "r/" + where + "\",\"stat_url\":\"" + ours
                        + "stat/"
                        + again + "\",\"command_url\":\"" + ours + "cmd/" + again + "\",\"event_url\":\"" + ours
                        + "event/" + again + "\",\"infohash\":\"" + CHANNEL.infohash()
                        + "\",\"playback_session_id\":\"[0-9a-f]{40}\",\"is_live\":1,\"is_encrypted\":0,"
                        + "\"client_session_id\":77},\"error\":null}");
        assertThat(answer.header("content-type")).isEqualTo("application/json");
        assertThat(answer.header("access-control-allow-origin")).isEqualTo("*");
        assertThat(answer.body()).doesNotContain(String.valueOf(door.engine().port()));
        assertThat(links(START)).doesNotContainKey("event_url").containsEntry("client_session_id", "-1");
        assertThat(door.total().starts()).as("the engine's session is one").isEqualTo(1);
    }

    @Test
    void aHostThatIsNoneIsNotRepeated() throws Exception {
        open();
        try (RawConnection client = door.connect()) {
            client.send("GET " + START + " HTTP/1.0\r\n\r\n");
            assertThat(client.answer().body())
                    .contains("\"http://127.0.0.1:" + door.address().getPort() + "/ace/r/");
        }
    }

    @Test
    void theLinksPlayAndAPlayerComesAgainAndAgain() throws Exception {
        open("linger", "0s");
        Map<String, String> links = links(START);
        for (int i = 0; i < 3; i++) {
            try (RawConnection player = playing(links.get("playback_url"))) {
                door.awaitStatus(status -> status.get("clients").equals(1L));
                player.chunks(SOME);
            }
        }
        assertThat(body(links.get("command_url") + "?method=stop")).isEqualTo(OK);
        door.awaitStatus(status -> status.get("streams").equals(0L));
    }

    @Test
    void theStreamIsKeptForWhoComesLaterAndOneStartServesAll() throws Exception {
        open("linger", "0s");
        try (RawConnection other = playing(CHANNEL.byId());
                RawConnection one = playing(links(START).get("playback_url"));
                RawConnection two = playing(links(START).get("playback_url"))) {
            other.chunks(SOME);
            one.chunks(SOME);
            two.chunks(SOME);
            door.awaitStatus(status -> status.get("clients").equals(3L));
        }
        assertThat(door.total().starts()).isEqualTo(1);
    }

    @Test
    void aSecondReaderOfASessionTakesTheFirstOnesPlace() throws Exception {
        open();
        String playback = links(START).get("playback_url");
        try (RawConnection first = playing(playback);
                RawConnection second = playing(playback)) {
            assertThat(ending(first)).contains("the body ended");
            second.chunks(SOME);
        }
    }

    private static String ending(RawConnection player) {
        Throwable end = catchThrowable(() -> player.chunks(Integer.MAX_VALUE));
        assertThat(end).isInstanceOf(EOFException.class);
        return end.getMessage();
    }

    @Test
    void statTellsWhatIsKnownInAnEnginesFields() throws Exception {
        open();
        Map<String, String> links = links(START);
        try (RawConnection player = playing(links.get("playback_url"))) {
            Map<String, String> stat =
                    Patience.until(() -> response(door.get(links.get("stat_url"))), now -> now.get("status")
                            .equals("dl"));
            assertThat(stat.keySet())
                    .containsExactly(
                            "status",
                            "peers",
                            "speed_down",
                            "speed_up",
                            "downloaded",
                            "uploaded",
                            "total_progress",
                            "is_live",
                            "is_encrypted",
                            "infohash",
                            "playback_session_id",
                            "client_session_id",
                            "selected_stream_index",
                            "selected_file_index",
                            "stream_status",
                            "manifest_access_mode",
                            "network_monitor_status",
                            "network_monitor_started",
                            "debug_level",
                            "livepos");
            assertThat(stat)
                    .containsEntry("peers", "1")
                    .containsEntry("infohash", CHANNEL.infohash())
                    .containsEntry("playback_session_id", links.get("playback_session_id"));
            player.chunks(SOME);
            long before = Long.parseLong(stat.get("downloaded"));
            assertThat(before).isGreaterThanOrEqualTo(SOME);
            assertThat(Patience.until(() -> downloaded(links), now -> now > before))
                    .isGreaterThan(before);
        }
    }

    private long downloaded(Map<String, String> links) throws IOException {
        return Long.parseLong(links(links.get("stat_url")).get("downloaded"));
    }

    @Test
    void beforeMediaStatSaysThatItIsBuffered() throws Exception {
        open();
        door.engine().setScript(CHANNEL.infohash(), EngineScript.HEADERS_THEN_SILENCE);
        assertThat(links(links(START).get("stat_url")))
                .containsEntry("status", "prebuf")
                .containsEntry("peers", "0")
                .doesNotContainKey("livepos");
    }

    @Test
    void stopEndsThatSessionAndNobodyElses() throws Exception {
        open();
        Map<String, String> mine = links(START);
        Map<String, String> theirs = links(START);
        try (RawConnection me = playing(mine.get("playback_url"));
                RawConnection they = playing(theirs.get("playback_url"));
                RawConnection plain = playing(CHANNEL.byId())) {
            assertThat(body(mine.get("command_url") + "?method=stop")).isEqualTo(OK);
            assertThat(ending(me)).contains("the body ended");
            they.chunks(SOME);
            plain.chunks(SOME);
            assertThat(body(mine.get("command_url") + "?method=stop")).isEqualTo(UNKNOWN);
            assertThat(body(mine.get("stat_url"))).isEqualTo(UNKNOWN);
            RawAnswer replayed = door.get(mine.get("playback_url"));
            assertThat(replayed.status()).isEqualTo(500);
            assertThat(replayed.body()).isEqualTo("unknown playback session id\n");
            assertThat(links(theirs.get("stat_url"))).containsEntry("status", "dl");
        }
        assertThat(door.total().stopsReceived()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"stat", "cmd", "event"})
    void whoGuessesIsAnsweredAsByAnEngine(String link) throws Exception {
        open();
        String key = links(START).get("stat_url").replaceAll(".*/", "");
        String path = "/ace/" + link + "/";
        for (String wrong : List.of("0".repeat(32), key.substring(1), key + "0", "x".repeat(4000))) {
            String target = path + CHANNEL.infohash() + "/" + wrong + "?method=stop";
            assertThat(body(target)).as(target).isEqualTo(UNKNOWN);
        }
        assertThat(body(path + "0".repeat(40) + "/" + key)).isEqualTo(UNKNOWN);
        assertThat(door.get("/ace/r/" + CHANNEL.infohash() + "/" + key.substring(1))
                        .status())
                .isEqualTo(500);
        assertThat(door.get("/ace/m/" + CHANNEL.infohash() + "/" + key + ".m3u8")
                        .status())
                .as("no HLS was asked for")
                .isEqualTo(500);
        assertThat(door.ask("POST", path + CHANNEL.infohash() + "/" + key).status())
                .isEqualTo(405);
        assertThat(links("/ace/stat/" + CHANNEL.infohash() + "/" + key))
                .as("and it lives")
                .isNotEmpty();
    }

    @Test
    void aCommandThatIsNoneIsRefused() throws Exception {
        open();
        String command = links(START).get("command_url");
        assertThat(error(command)).isEqualTo("unknown method");
        assertThat(error(command + "?method=pause")).isEqualTo("unknown method");
        assertThat(error(command + "?method=liveseek&pos=1")).isEqualTo("position out of range");
        assertThat(error(command + "?method=set_player_activity_timeout&timeout=-1"))
                .isEqualTo("bad timeout");
        assertThat(error(command + "?method=set_player_activity_timeout&timeout=99999999999"))
                .isEqualTo("bad timeout");
        assertThat(body(command + "?method=set_player_activity_timeout&timeout=60"))
                .isEqualTo(OK);
    }

    @Test
    void aProbeStartsAndStopsNothing() throws Exception {
        open();
        assertThat(door.ask("HEAD", START).status()).isEqualTo(200);
        assertThat(door.total().starts()).isZero();
        Map<String, String> links = links(START);
        assertThat(door.ask("HEAD", links.get("playback_url")).header("content-type"))
                .isEqualTo("video/mp2t");
        assertThat(door.ask("HEAD", links.get("command_url") + "?method=stop").status())
                .isEqualTo(200);
        assertThat(links(links.get("stat_url"))).isNotEmpty();
    }

    @Test
    void aSessionThatNobodyUsesEndsAndItsStreamWithIt() throws Exception {
        open("session.timeout", "300ms", "linger", "0s");
        Map<String, String> links = links(START);
        door.awaitStatus(status -> status.get("streams").equals(0L));
        assertThat(body(links.get("stat_url"))).isEqualTo(UNKNOWN);
        assertThat(door.get(links.get("playback_url")).status()).isEqualTo(500);
    }

    @Test
    void aSessionThatPlaysOutlivesThatTime() throws Exception {
        open("session.timeout", "100ms");
        String playback = links(START).get("playback_url");
        try (RawConnection player = playing(playback)) {
            player.chunks(10 * SOME);
            try (RawConnection again = playing(playback)) {
                again.chunks(SOME);
            }
        }
    }

    @Test
    void whoHangsUpWhileItStartsIsForgotten() throws Exception {
        open("linger", "0s", "shutdown.timeout", "200ms"); // the engine never answers
        door.engine().setScript(CHANNEL.infohash(), EngineScript.START_HANGS);
        try (RawConnection client = door.connect().get(START)) {
            door.awaitStatus(status -> status.get("clients").equals(1L));
            client.hangUp();
        }
        door.awaitStatus(status -> status.get("clients").equals(0L));
    }

    @Test
    void sessionsCountAsPlayersAndTheirPlayersAreNotCountedTwice() throws Exception {
        open("max.players", "1");
        Map<String, String> links = links(START);
        assertThat(error(START)).isEqualTo("this proxy serves as many players as it may");
        try (RawConnection player = playing(links.get("playback_url"))) {
            assertThat(door.get(CHANNEL.byId()).status()).isEqualTo(503);
            player.chunks(SOME);
        }
    }

    @Test
    void thousandsOfUnusedSessionsAreRefusedAtTheLimitAndGoByThemselves() throws Exception {
        open("max.connections", "100", "session.timeout", "2s");
        try (RawConnection client = door.connect()) {
            int refused = 0;
            for (int i = 0; i < 2_000; i++) {
                RawAnswer answer = client.get(START).answer();
                assertThat(answer.status()).isEqualTo(200);
                refused += answer.body().startsWith("{\"response\":null") ? 1 : 0;
            }
            assertThat(refused).isPositive();
        }
        door.awaitStatus(status -> status.get("clients").equals(0L));
        assertThat(links(START)).isNotEmpty();
    }

    @Test
    void oneCallForEventsWaitsAndIsAnsweredWhenTheSessionEnds() throws Exception {
        open();
        Map<String, String> links = links(START + "&use_api_events=1");
        CompletableFuture<String> one = CompletableFuture.supplyAsync(() -> event(links));
        CompletableFuture<String> another = CompletableFuture.supplyAsync(() -> event(links));
        assertThat(CompletableFuture.anyOf(one, another).get())
                .as("the first, when the second has come")
                .isEqualTo("{\"response\":null,\"error\":null}");
        door.get(links.get("command_url") + "?method=stop");
        assertThat(List.of(one.get(), another.get()))
                .contains(
                        "{\"response\":{\"name\":\"download_stopped\",\"params\":{\"reason\":\"stopped\"}},\"error\":null}");
        assertThat(event(links)).isEqualTo(UNKNOWN);
    }

    private String event(Map<String, String> links) {
        try {
            return body(links.get("event_url"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void hlsIsGivenLinksTooAndStopEndsIt() throws Exception {
        open("hls.segment", "1s", "hls.window", "6s");
        Map<String, String> links = links(HLS_START);
        String playback = links.get("playback_url");
        assertThat(playback).matches("/ace/m/" + CHANNEL.infohash() + "/[0-9a-f]{32}\\.m3u8");
        String address = lastLine(body(playback));
        assertThat(address).startsWith("../../hls/");
        String list = "/ace/" + address.substring("../../".length());
        assertThat(body(list)).contains("#EXTINF");
        assertThat(lastLine(body(playback)))
                .as("who comes again has the same list")
                .isEqualTo(address);
        door.awaitStatus(status -> status.get("clients").equals(1L));
        assertThat(door.ask("HEAD", playback).header("content-type")).isEqualTo("application/vnd.apple.mpegurl");
        assertThat(body(links.get("command_url") + "?method=stop")).isEqualTo(OK);
        Patience.until(() -> door.get(list).status(), status -> status == 403 || status == 404);
        assertThat(door.get(playback).status()).isEqualTo(500);
    }

    private static String lastLine(String text) {
        return text.substring(text.stripTrailing().lastIndexOf('\n') + 1).strip();
    }
}
