package io.acexy.it.film;

import static io.acexy.it.film.House.FILM;
import static io.acexy.it.film.House.SMALL;
import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.it.support.Program;
import io.acexy.it.support.RawAnswer;
import io.acexy.it.support.RawConnection;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
        Map<String, String> all =
                new HashMap<>(Map.of("access.keys", "alice=alices-own-key,bob=bobs-own-key", "zapping", "false"));
        for (int i = 0; i < settings.length; i += 2) {
            all.put(settings[i], settings[i + 1]);
        }
        house = new House(1, all, House.LARGE);
    }

    @AfterEach
    void close() throws IOException {
        house.close();
    }

    private RawAnswer ask(String method, String target) throws IOException {
        return house.connect().request(method, target, "HTTP/1.1").head();
    }

    /** Begins to watch, and goes on. */
    private void watch(String target) throws IOException {
        RawConnection viewer = house.connect().request("GET", target, "HTTP/1.1");
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
        RawAnswer refused = house.connect()
                .request("GET", second + FILM.byId(), "HTTP/1.1", "Accept: application/json")
                .answer();
        assertThat(refused.status()).isEqualTo(status);
        assertThat(refused.body()).contains(code);
    }

    @Test
    void asManyAsMayWatchTogether() throws Exception {
        open("limit.players", "2", "limit.players.per.key", "1");
        watch(ALICE + FILM.byId());
        watch(BOB + FILM.byId());
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
