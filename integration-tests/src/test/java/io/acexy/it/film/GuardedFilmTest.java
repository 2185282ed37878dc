package io.acexy.it.film;

import static io.acexy.it.film.House.FILM;
import static io.acexy.it.film.House.SMALL;
import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.it.support.Content;
import io.acexy.it.support.JsonText;
import io.acexy.it.support.Program;
import io.acexy.it.support.RawAnswer;
import io.acexy.it.support.RawConnection;
import io.acexy.simulator.engine.EngineScript;
import io.acexy.testkit.Patience;
import io.netty.util.internal.PlatformDependent;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may watch a film, and how many: as with what is live, with media behind it. */
class GuardedFilmTest {

    private static final String ALICE = "/k/alices-own-key";
    private static final String BOB = "/k/bobs-own-key";

    /** As {@code printf} has it: two lengths, both framings, two hosts, and a line that ends in another way. */
    private static final List<String> SMUGGLED = List.of(
            "Content-Length: 5\\r\\nContent-Length: 6",
            "Content-Length: 5\\r\\nTransfer-Encoding: chunked",
            "Host: other",
            "X-Any: a\\nX-Other: b");

    @TempDir
    private Path folder;

    private House house;

    private void open(String... settings) throws Exception {
        open(1, settings);
    }

    /** An engine shows a film to one viewer at a time. */
    private void open(int engines, String... settings) throws Exception {
        Map<String, String> all =
                new HashMap<>(Map.of("access.keys", "alice=alices-own-key,bob=bobs-own-key", "zapping", "false"));
        for (int i = 0; i < settings.length; i += 2) {
            all.put(settings[i], settings[i + 1]);
        }
        house = new House(engines, all, House.LARGE);
    }

    @AfterEach
    void close() throws IOException {
        house.close();
    }

    private RawAnswer ask(String method, String target) throws IOException {
        return house.connect().request(method, target, "HTTP/1.1").head();
    }

    /** Begins to watch, and goes on. */
    private void watch(String target, String... who) throws IOException {
        RawConnection viewer = house.connect().get(target, who);
        assertThat(viewer.head().status()).isEqualTo(200);
        assertThat(House.LARGE.bytes().mismatch(0, viewer.bytes(10_000))).isEqualTo(-1);
    }

    @ParameterizedTest
    @CsvSource({
        "limit.players, 1, /k/alices-own-key, /k/bobs-own-key, 503, limit_players",
        "limit.players.per.key, 1, /k/alices-own-key, /k/alices-own-key, 429, limit_players_per_key",
        "limit.players.per.address, 1, /k/alices-own-key, /k/bobs-own-key, 429, limit_players_per_address"
    })
    void oneViewerTooManyIsTurnedAwayForItsOwnReason(
            String limit, String most, String first, String second, int status, String code) throws Exception {
        open(limit, most);
        watch(first + FILM.byId());
        assertRefused(status, code, second + FILM.byId());
    }

    private void assertRefused(int status, String code, String target, String... who) throws IOException {
        String[] headers = Stream.concat(Stream.of("Accept: application/json"), Stream.of(who))
                .toArray(String[]::new);
        RawAnswer refused = house.connect().get(target, headers).answer();
        assertThat(refused.status()).isEqualTo(status);
        assertThat(refused.body()).contains(code);
    }

    @Test
    void asManyAsMayWatchTogether() throws Exception {
        open("limit.players", "2", "limit.players.per.key", "1");
        watch(ALICE + FILM.byId());
        watch(BOB + FILM.byId());
    }

    /** The first viewer finds out that it is a film, and starts it no more often by that than whoever comes later. */
    @ParameterizedTest
    @CsvSource({
        "limit.starts.per.minute, 203.0.113.9, 503, limit_starts_per_minute",
        "limit.starts.per.address, 203.0.113.7, 429, limit_starts_per_address"
    })
    void oneStartTooManyIsRefusedAlsoThroughATrustedProxy(String limit, String third, int status, String code)
            throws Exception {
        open(3, limit, "2", "trusted.proxies", "127.0.0.1");
        String from = "X-Forwarded-For: 203.0.113.7";
        watch(ALICE + FILM.byId(), from);
        watch(ALICE + FILM.byId() + "&pid=2", from);
        assertRefused(status, code, ALICE + FILM.byId() + "&pid=3", "X-Forwarded-For: " + third);
        if (limit.endsWith("address")) {
            watch(ALICE + FILM.byId() + "&pid=3", "X-Forwarded-For: 203.0.113.8");
        }
    }

    /** Whether or not it is known to be a film. */
    @Test
    void linksToAFilmAndItsMediaAreOneStart() throws Exception {
        open(3, "limit.starts.per.minute", "2");
        watchByLinks();
        watchByLinks();
        RawAnswer refused =
                house.connect().get(ALICE + FILM.byId() + "&format=json").answer();
        assertThat(refused.body()).doesNotContain("playback_url").contains("as may be in a minute");
    }

    private void watchByLinks() throws IOException {
        RawAnswer links =
                house.connect().get(ALICE + FILM.byId() + "&format=json").answer();
        Map<?, ?> response = (Map<?, ?>) JsonText.object(links.body()).get("response");
        assertThat(response).as(links.body()).isNotNull();
        watch(URI.create((String) response.get("playback_url")).getPath());
    }

    @Test
    void aFilmIsStartedWhenNothingElseIsAndNotWhileSomethingIs() throws Exception {
        openForOneStart();
        watch(ALICE + FILM.byId());
        RawConnection waiting = waits(Content.number(1));
        assertRefused(503, "limit_starts", BOB + FILM.byId() + "&pid=2");
        waiting.hangUp();
        awaitStarts(0);
        watch(BOB + FILM.byId() + "&pid=2");
    }

    @Test
    void whileAFilmStartsNothingElseDoes() throws Exception {
        openForOneStart();
        watch(ALICE + FILM.byId());
        RawConnection waiting = waits(FILM);
        assertRefused(503, "limit_starts", BOB + Content.number(1).byId());
        waiting.hangUp();
        awaitStarts(0);
        RawConnection player = house.connect().get(BOB + Content.number(1).byId());
        assertThat(player.head().status()).isEqualTo(200);
    }

    /** As long as a start is not answered nobody gives it up, until the end, which does not wait for it. */
    private void openForOneStart() throws Exception {
        String[] settings = {
            "limit.starts",
            "1",
            "no.response.timeout",
            "10m",
            "start.timeout",
            "10m",
            "shutdown.timeout",
            "100ms",
            "linger",
            "0s"
        };
        open(3, settings);
    }

    /** Somebody else wants what no engine answers for from now on. */
    private RawConnection waits(Content content) throws IOException {
        for (int engine = 0; engine < 3; engine++) {
            house.engine(engine).setScript(content.infohash(), EngineScript.START_HANGS);
        }
        RawConnection waiting = house.connect().get(ALICE + content.byId() + "&pid=waits");
        awaitStarts(1);
        return waiting;
    }

    private void awaitStarts(long count) throws IOException {
        Patience.until(
                () -> house.connect().get("/ace/status").answer().body(),
                body -> body.contains("\"starts\":{\"limit\":1,\"used\":" + count + ","));
    }

    /** Before an engine has said that it is a film it is as any content: one ring more, however much memory there is. */
    @ParameterizedTest
    @CsvSource({"0, true", "1, false"})
    void whatDoesNotFitIntoMemoryIsRefused(int more, boolean fits) throws Exception {
        int percent = 5;
        int backlog = 16 * 1024;
        String ring = "" + (PlatformDependent.maxDirectMemory() / 100 * percent - backlog + more);
        open("limit.memory", "" + percent, "buffer.size", ring, "buffer.max", ring, "player.backlog", "" + backlog);
        if (fits) {
            watch(ALICE + FILM.byId());
        } else {
            assertRefused(503, "limit_memory", ALICE + FILM.byId());
        }
    }

    @ParameterizedTest
    @CsvSource({"8, true", "7, false"})
    void whatTheUplinkHasNoRoomForIsRefused(String most, boolean fits) throws Exception {
        open("limit.uplink", most);
        if (fits) {
            watch(ALICE + FILM.byId());
        } else {
            assertRefused(503, "limit_uplink", ALICE + FILM.byId());
        }
    }

    @Test
    void aSignedAddressOpensItsFilmAndNoOther() throws Exception {
        open("access.sign.secret", "a-secret-that-signs", "allow.play", "");
        assertThat(ask("GET", FILM.byId()).status()).isEqualTo(401);
        String signed = signed(FILM.byId());
        watch(signed);
        assertThat(ask("GET", signed.replace(FILM.byId(), FILM.byInfohash())).status())
                .isEqualTo(401);
    }

    private String signed(String url) throws IOException {
        String wish = "/api/v1/signed-urls?expires=1h&url=" + URLEncoder.encode(url, StandardCharsets.UTF_8);
        RawAnswer answer = house.connect().request("POST", wish, "HTTP/1.1").answer();
        return answer.body().replace("\\/", "/").replaceFirst("(?s).*\"https?://[^/]+(/[^\"]*)\".*", "$1");
    }

    @Test
    void byTlsItIsTheSameFilmAndWhatIsSmuggledGetsNowhere() throws Exception {
        String at = openByTls();
        Path film = folder.resolve("film");
        Program.run("curl", "-sSk", "-m", "30", "-o", film.toString(), "https://" + at + FILM.byId());
        byte[] all = Files.readAllBytes(film);
        assertThat(all).hasSize(1_000_000);
        assertThat(SMALL.bytes().mismatch(0, all)).isEqualTo(-1);

        for (String smuggled : SMUGGLED) {
            String told = askByTls(at, smuggled);
            assertThat(told.split("HTTP/1.1 ", -1)).as(smuggled + ": " + told).hasSize(2);
            assertThat(told).contains("HTTP/1.1 400");
        }
    }

    private String openByTls() throws Exception {
        Path certificate = folder.resolve("tls.pem");
        Path key = folder.resolve("tls.key");
        String made = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=tv -out "
                + certificate + " -keyout " + key;
        assertThat(Program.run("sh", "-c", made).exitCode()).isZero();
        Map<String, String> tls =
                Map.of("tls.addr", "127.0.0.1:0", "tls.cert", certificate.toString(), "tls.key", key.toString());
        house = new House(1, tls, SMALL);
        return "127.0.0.1:" + house.proxy().encryptedAddress().getPort();
    }

    /** What comes back for a request with such a header, and for another behind it. */
    private static String askByTls(String at, String header) throws Exception {
        String requests = "GET /livez HTTP/1.1\\r\\nHost: a\\r\\n" + header
                + "\\r\\n\\r\\nGET /readyz HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n";
        String client = "timeout 10 openssl s_client -quiet -ign_eof -connect " + at + " 2>/dev/null";
        return Program.run("sh", "-c", "printf '" + requests + "' | " + client).output();
    }
}
