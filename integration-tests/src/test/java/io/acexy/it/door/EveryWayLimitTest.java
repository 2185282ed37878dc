package io.acexy.it.door;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.it.support.Content;
import io.acexy.it.support.Door;
import io.acexy.it.support.RawAnswer;
import io.acexy.it.support.RawConnection;
import io.acexy.simulator.engine.EngineScript;
import io.acexy.simulator.engine.EngineSettings;
import io.acexy.simulator.engine.EngineSimulator;
import io.acexy.testkit.Patience;
import io.netty.util.internal.PlatformDependent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Each limit, over each way to play what is live: somebody at home behind a proxy that is trusted, with a key of his own. The places of
 * all ways are counted together, the last of them is given, and one more is refused whichever way it is asked for. Films are in
 * {@code GuardedFilmTest}.
 */
class EveryWayLimitTest {

    /** What plays a content, by its number: with a query, as a channel, or by its number in the lineup. */
    private static final List<String> WAYS = List.of(
            "/ace/getstream?id=%s",
            "/ace/manifest.m3u8?id=%s",
            "/ace/getstream?format=json&id=%s",
            "/channel/c%d.ts",
            "/channel/c%d.m3u8",
            "/auto/v%d");

    /** So far that a list for HLS has its first segments at once. */
    private static final EngineSettings REACHES_BACK =
            EngineSettings.fast().withPacing(pacing -> pacing.withBurst(Duration.ofSeconds(12), 50));

    private static final String[] WHO = {"X-Forwarded-For: 203.0.113.7", "X-Api-Key: alices-own-key"};
    private static final String[] NEIGHBOUR = {"X-Forwarded-For: 203.0.113.8", WHO[1]};

    /** Of the memory, and bytes, that neither a small heap nor a large one makes rings of that are not allowed. */
    private static final int PERCENT = 5;

    private static final int BACKLOG = 16 * 1024;

    /** As long as a start is not answered nobody gives it up, until the end, which does not wait for it. */
    private static final String[] STARTS_HANG = {
        "no.response.timeout", "10m", "start.timeout", "10m", "shutdown.timeout", "100ms", "linger", "0s"
    };

    /** So many for each way, and one more. */
    private static final int CHANNELS = 4 * WAYS.size() + 1;

    @TempDir
    private Path folder;

    private final List<RawConnection> playing = new ArrayList<>();
    private Door door;

    private void open(String limit, long most, String... more) throws Exception {
        String channels = IntStream.rangeClosed(1, CHANNELS)
                .mapToObj(number -> "[c%d]%nname = C%d%nnumber = %d%ncontent = %s%n"
                        .formatted(
                                number, number, number, Content.number(number).id()))
                .collect(Collectors.joining());
        List<String> settings = new ArrayList<>(List.of(
                limit,
                Long.toString(most),
                "trusted.proxies",
                "127.0.0.1",
                "access.keys",
                "alice=alices-own-key",
                "channels.file",
                Files.writeString(folder.resolve("channels"), channels).toString(),
                "tuner",
                "true",
                "tuner.count",
                Integer.toString(CHANNELS),
                "zapping",
                "false"));
        settings.addAll(List.of(more));
        door = Door.open(EngineSimulator.start(REACHES_BACK), settings.toArray(String[]::new));
        Patience.until(() -> door.get("/lineup.json").body(), body -> body.contains("/auto/v" + CHANNELS));
    }

    @AfterEach
    void close() throws IOException {
        for (RawConnection player : playing) {
            player.close();
        }
        door.close();
    }

    private static String target(int way, int content) {
        String form = WAYS.get(way);
        return form.contains("%s") ? form.formatted(Content.number(content).id()) : form.formatted(content);
    }

    /** Begins to play, and goes on; the status is said by the head, by the links in their own way. */
    private void admitted(String target) throws Exception {
        admitted(target, WHO);
    }

    private void admitted(String target, String... who) throws Exception {
        RawConnection player = door.connect().get(target, who);
        playing.add(player);
        boolean links = target.contains("json");
        RawAnswer answer = links ? player.answer() : player.head();
        assertThat(answer.status()).as(target).isEqualTo(200);
        assertThat(!links || answer.body().contains("playback_url")).as(target).isTrue();
    }

    private void refused(String target, int status, String code) throws Exception {
        RawAnswer answer = door.get(target, WHO[0], WHO[1], "Accept: application/json");
        if (target.contains("json")) { // engines say everything with 200
            assertThat(answer.body()).as(target).doesNotContain("playback_url");
        } else if (target.startsWith("/auto")) { // and tuners everything with 503
            assertThat(answer.status()).as(target).isEqualTo(503);
            assertThat(answer.header("X-HDHomeRun-Error")).as(target).matches("80[359] .*");
        } else {
            assertThat(answer.status()).as(target).isEqualTo(status);
            assertThat(answer.header("Retry-After")).as(target).isNotNull();
            assertThat(answer.body()).as(target).contains(code);
        }
    }

    private void assertRefusals(String limit, int count) throws Exception {
        assertThat(door.get("/metrics").body())
                .contains("acexy_limit_refusals_total{limit=\"" + limit + "\"} " + count + ".0");
    }

    @ParameterizedTest
    @CsvSource({
        "limit.players, 503, false",
        "limit.players.per.stream, 503, true",
        "limit.players.per.key, 429, false",
        "limit.players.per.address, 429, false",
        "limit.streams, 503, false",
        "limit.streams.per.key, 429, false",
        "limit.starts.per.minute, 503, false",
        "limit.starts.per.address, 429, false"
    })
    void theLastPlaceIsGivenAndOneMoreRefusedWhicheverWay(String limit, int status, boolean same) throws Exception {
        open(limit, WAYS.size());
        for (int way = 0; way < WAYS.size(); way++) {
            admitted(target(way, same ? 1 : way + 1));
        }
        String word = limit.substring("limit.".length()).replace('.', '_');
        for (int way = 0; way < WAYS.size(); way++) {
            refused(target(way, same ? 1 : CHANNELS), status, "limit_" + word);
        }
        assertRefusals(word, WAYS.size());
    }

    @Test
    void whatTheUplinkHasNoRoomForIsRefusedWhicheverWayAndWhatItHasIsNot() throws Exception {
        open("limit.uplink", 1);
        for (int way = 0; way < WAYS.size(); way++) {
            refused(target(way, way + 1), 503, "limit_uplink");
        }
        assertRefusals("uplink", WAYS.size());
        door.close();

        open("limit.uplink", 1000);
        for (int way = 0; way < WAYS.size(); way++) {
            admitted(target(way, way + 1));
        }
    }

    /** Behind a trusted proxy it is each client's own address that counts. */
    @ParameterizedTest
    @CsvSource({"limit.players.per.address, 429", "limit.starts.per.address, 429"})
    void whatOneAddressHasTakenIsMissingForNoOtherWhicheverWay(String limit, int status) throws Exception {
        open(limit, WAYS.size());
        for (int way = 0; way < WAYS.size(); way++) {
            admitted(target(way, way + 1));
        }
        String code = "limit_" + limit.substring("limit.".length()).replace('.', '_');
        for (int way = 0; way < WAYS.size(); way++) {
            refused(target(way, CHANNELS), status, code);
            admitted(target(way, WAYS.size() + way + 1), NEIGHBOUR);
        }
    }

    /** What plays is none, what is waited for already is one, and whoever waits no longer makes room, whichever way he has asked. */
    @Test
    void soManyStartsAreUnderWayAndOneMoreIsRefusedWhicheverWay() throws Exception {
        int ways = WAYS.size();
        open("limit.starts", ways, STARTS_HANG);
        for (int way = 0; way < ways; way++) {
            admitted(target(way, way + 1));
        }
        List<RawConnection> waiting = new ArrayList<>();
        for (int way = 0; way < ways; way++) {
            waiting.add(waits(way, ways + way + 1));
            awaitUse("starts", way + 1);
        }
        for (int way = 0; way < ways; way++) {
            refused(target(way, CHANNELS), 503, "limit_starts");
        }
        for (int way = 0; way < ways; way++) {
            waiting.add(waits(way, ways + way + 1));
        }
        awaitUse("players", 3L * ways);
        assertRefusals("starts", ways);

        for (int way = 0; way < ways; way++) {
            waiting.get(way).hangUp();
            waiting.get(ways + way).hangUp();
            awaitUse("starts", ways - 1);
            admitted(target(way, 2 * ways + way + 1));
            waits(way, 3 * ways + way + 1);
            awaitUse("starts", ways);
            refused(target(way, CHANNELS), 503, "limit_starts");
        }
    }

    /** Wants what no engine ever answers for. */
    private RawConnection waits(int way, int content) throws IOException {
        door.engine().setScript(Content.number(content).infohash(), EngineScript.START_HANGS);
        RawConnection player = door.connect().get(target(way, content), WHO);
        playing.add(player);
        return player;
    }

    private void awaitUse(String limit, long used) throws IOException {
        door.awaitStatus(status -> ((Map<?, ?>) ((Map<?, ?>) status.get("limits")).get(limit))
                .get("used")
                .equals(used));
    }

    /** Each stream is of the smallest size of which one more than these does not fit, however much memory there is. */
    @Test
    void whatDoesNotFitIntoMemoryIsRefusedWhicheverWayAndWhatAddsNoStreamIsNot() throws Exception {
        int ways = WAYS.size();
        long memory = PlatformDependent.maxDirectMemory() / 100 * PERCENT;
        long ring = memory / (ways + 1) + 1 - BACKLOG;
        open(
                "limit.memory",
                PERCENT,
                "buffer.size",
                "" + ring,
                "buffer.max",
                "" + ring,
                "player.backlog",
                "" + BACKLOG);
        for (int way = 0; way < ways; way++) {
            admitted(target(way, way + 1));
        }
        for (int way = 0; way < ways; way++) {
            refused(target(way, CHANNELS), 503, "limit_memory");
            admitted(target(way, way + 1));
        }
        assertRefusals("memory", ways);
    }

    /** What a device is given opens for it what it needs, and nothing opens for a key that is none. */
    @Test
    void aTunersLineupCarriesTheKeyThatItWasAskedWithAndAWrongOneGetsNowhere() throws Exception {
        open("limit.players", 10);
        String from = WHO[0];
        String lineup = door.get("/k/alices-own-key/lineup.json", from).body();
        assertThat(lineup).contains("/k/alices-own-key/auto/v1\"");
        String url = lineup.replaceFirst("(?s).*\"URL\":\"http://[^/]*(/[^\"]*/auto/v1)\".*", "$1");
        assertThat(door.play(url, from).status()).isEqualTo(200);
        for (String path : List.of("/playlist.m3u", "/lineup.json", "/discover.json")) {
            assertThat(door.get("/k/alices-own-key" + path, from).status())
                    .as(path)
                    .isEqualTo(200);
            assertThat(door.get("/k/nobodys-own-key" + path, from).status())
                    .as(path)
                    .isEqualTo(401);
            assertThat(door.get(path, from).status()).as(path).isEqualTo(401);
        }
        for (int way = 0; way < WAYS.size(); way++) {
            String target = target(way, 1);
            assertThat(door.get("/k/nobodys-own-key" + target, from).status())
                    .as(target)
                    .isEqualTo(401);
            assertThat(door.get(target, from).status()).as(target).isEqualTo(401);
        }
    }
}
