package io.acexy.it.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.it.support.AcexyProcess;
import io.acexy.it.support.Content;
import io.acexy.it.support.RawAnswer;
import io.acexy.it.support.RawConnection;
import io.acexy.simulator.engine.EngineSimulator;
import io.acexy.simulator.orchestrator.OrchestratorSimulator;
import io.acexy.testkit.Patience;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The program with every secret that it knows, shown in every form, rightly and wrongly: none is found in what it tells. */
class SecretsTest {

    private static final String PLAYER = "players-own-key-7qX";
    private static final String ADMIN = "admins-own-key-5rT";
    private static final String NOBODY = "nobodys-own-key-3vB";
    private static final String SIGNER = "signers-own-secret-9kL";
    private static final String ORCHESTRATOR = "orchestrators-own-key-4wZ";

    private static final Content CHANNEL = Content.number(3);
    private static final String PLAY = CHANNEL.byId();
    private static final String MANIFEST = "/ace/manifest.m3u8?id=" + CHANNEL.id();

    private static final List<String> REPORTS = List.of(
            "/metrics",
            "/ace/status",
            "/api/v1/overview",
            "/api/v1/streams",
            "/api/v1/players",
            "/api/v1/engines",
            "/api/v1/channels",
            "/api/v1/log");

    @TempDir
    private Path folder;

    private final List<String> secrets = new ArrayList<>();
    private final OrchestratorSimulator orchestrator = OrchestratorSimulator.start();
    private final EngineSimulator engine = EngineSimulator.start();
    private AcexyProcess acexy;
    private InetSocketAddress address;

    @BeforeEach
    void know() {
        for (String secret : List.of(PLAYER, ADMIN, NOBODY, SIGNER, ORCHESTRATOR)) {
            secrets.add(secret);
            secrets.add(basic(secret));
        }
    }

    @AfterEach
    void stop() {
        if (acexy != null) {
            acexy.close();
        }
        engine.close();
        orchestrator.close();
    }

    private void start(String format) throws IOException {
        Path channels = Files.writeString(
                folder.resolve("channels"),
                "[one]\nname = One\nlogo = http://tv.example/one.png\ncontent = " + CHANNEL.id() + "\n");
        acexy = AcexyProcess.start(
                "--listen-addr=127.0.0.1:0",
                "--host=127.0.0.1",
                "--port=" + engine.port(),
                "--orch-url=" + orchestrator.url(),
                "--orch-apikey=" + ORCHESTRATOR,
                "--access-keys=living=" + PLAYER,
                "--admin-key=" + ADMIN,
                "--access-sign-secret=" + SIGNER,
                "--allow-play=",
                "--allow-lists=",
                "--allow-status=",
                "--allow-metrics=",
                "--allow-admin=",
                "--channels-file=" + channels,
                "--log-level=debug",
                "--log-access=stdout",
                "--log-format=" + format);
        String listening = acexy.await("listening");
        Matcher port = Pattern.compile("127\\.0\\.0\\.1:(\\d+)").matcher(listening);
        assertThat(port.find()).as(listening).isTrue();
        address = new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(port.group(1)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "json"})
    void noneIsInALogAnAnswerOrAnAddressToGoTo(String format) throws Exception {
        start(format);
        try (RawConnection player = RawConnection.to(address);
                RawConnection guest = RawConnection.to(address)) {
            player.get("/k/" + PLAYER + PLAY).head();
            player.chunks(10_000);
            guest.get(signed(PLAY)).head();
            guest.chunks(10_000);
            sessions();
            for (String key : List.of(PLAYER, ADMIN, NOBODY)) {
                wishes(key);
                mistakes(key);
                headers(key);
            }
            for (String report : REPORTS) {
                RawAnswer answer = ask("GET", report, "X-Api-Key: " + ADMIN);
                assertThat(answer.status()).as(report).isEqualTo(200);
                holdsNone(report, answer);
            }
        }
        acexy.terminate();
        acexy.exitCode();
        assertThat(acexy.output()).hasSizeGreaterThan(100);
        assertThat(acexy.output().stream()
                        .filter(line -> secrets.stream().anyMatch(line::contains))
                        .limit(20))
                .isEmpty();
    }

    @Test
    void aListForTheAdminsKeyHasNoKeyInItAndOneForAPlayersHasHis() throws Exception {
        start("text");
        for (String list : List.of("/playlist.m3u", "/playlist.m3u?format=hls")) {
            for (Asked asked : forms(ADMIN, "GET", list)) {
                RawAnswer answer = Patience.until(() -> ask(asked), there -> there.status() != 503);
                assertThat(answer.body() + answer.headers())
                        .as(asked.target())
                        .contains("http://acexy.test/channel/one")
                        .doesNotContain(secrets);
            }
        }
        assertThat(ask("GET", "/k/" + PLAYER + "/playlist.m3u").body()).contains("/k/" + PLAYER + "/channel/one");
    }

    /** Sessions whose addresses are secrets from now on, and used. */
    private void sessions() throws IOException {
        String index = ask("GET", MANIFEST, "X-Api-Key: " + PLAYER).body();
        String list = "/ace/"
                + index.lines()
                        .filter(line -> !line.startsWith("#"))
                        .findFirst()
                        .orElseThrow();
        secrets.add(found(index, "session=([^&\\s]+)"));
        assertThat(ask("GET", list).status()).isEqualTo(200);
        assertThat(ask("POST", list).status()).isEqualTo(405);
        ask("GET", list + "x");
        ask("GET", list.replaceFirst("session=", "session=x"));
        String links =
                ask("GET", PLAY + "&format=json", "X-Api-Key: " + PLAYER).body().replace("\\/", "/");
        for (String name : List.of("playback_url", "stat_url", "command_url")) {
            String link = found(links, "\"" + name + "\" *: *\"https?://[^/]+(/[^\"]*)\"");
            String token = link.replaceFirst("\\?.*", "").replaceFirst(".*/", "");
            assertThat(token).as(link).hasSizeGreaterThan(15);
            secrets.add(token);
            try (RawConnection used = RawConnection.to(address).get(link)) {
                used.head();
            }
            ask("PUT", link);
            ask("GET", link.replace(token, token + "/more"));
        }
    }

    private String signed(String target) throws IOException {
        String wish =
                "/api/v1/signed-urls?expires=1h&holder=alice&url=" + URLEncoder.encode(target, StandardCharsets.UTF_8);
        String url = found(
                ask("POST", wish, "X-Api-Key: " + ADMIN).body().replace("\\/", "/"),
                "\"url\" *: *\"https?://[^/]+(/[^\"]*)\"");
        secrets.add(found(url, "sig=([0-9a-f]+)"));
        for (String bent : List.of(url.replace("getstream", "manifest.m3u8"), url.replace("id=", "id=0"), "/x" + url)) {
            holdsNone(bent, ask("GET", bent));
        }
        return url;
    }

    /** What is understood: done, refused, not allowed so, or not there. */
    private void wishes(String key) throws IOException {
        List<String> targets = new ArrayList<>(REPORTS);
        targets.addAll(List.of("/none", "/ace/getstream?id=x", "/ace/getstream", "/channel/one/logo", "/channel/none"));
        targets.addAll(
                List.of("/ace/hls/none/list.m3u8", "/api/v1/none", "/api/v1/streams/x", "/api/v1/diagnosis", "/"));
        for (String target : targets) {
            for (String method : List.of("GET", "BREW")) {
                for (Asked asked : forms(key, method, target)) {
                    holdsNone(asked.method() + " " + asked.target(), ask(asked));
                }
            }
        }
    }

    /** Targets and lines that are not understood, and keys where none belongs. */
    private void mistakes(String key) throws IOException {
        String path = "/k/" + key + PLAY;
        for (String target : List.of(
                "/k/" + key,
                "/k/" + key + "/",
                "/tv/k/" + key + PLAY,
                "//k/" + key + PLAY,
                "/K/" + key + PLAY,
                "/k/" + key + "/k/" + key + PLAY,
                "/k/" + key + "/../none",
                "/k/%zz" + key + PLAY,
                "/%6b/" + key + PLAY,
                path + "%zz",
                "/ace/getstream?key=" + key + "&key=" + key,
                "/ace/getstream?key=" + key + "&id=%zz",
                "/ace/getstream?key=" + key + "&_idx=many&id=" + CHANNEL.id(),
                "http://any:" + key + "@acexy.test/none",
                "/none%3Fkey=" + key,
                "/none;key=" + key)) {
            holdsNone(target, ask("GET", target));
        }
        for (String line : List.of(
                "GET " + path + " x HTTP/1.1",
                "GET " + path + " HTTP/9.9",
                "G(T " + path + " HTTP/1.1",
                "GET " + path)) {
            try (RawConnection raw = RawConnection.to(address).send(line + "\r\nHost: acexy.test\r\n\r\n")) {
                holdsNone(line, raw.answer());
            }
        }
    }

    /** Keys in headers where none belongs. */
    private void headers(String key) throws IOException {
        for (String header : List.of(
                "Referer: http://tv.example:8080/k/" + key + "/",
                "Referer: http://any:" + key + "@tv.example/page?key=" + key,
                "Cookie: key=" + key,
                "Authorization: Digest " + key,
                "Authorization: Basic " + key,
                "X-Forwarded-Prefix: /k/" + key,
                "X-Forwarded-Host: " + key + "@tv.example",
                "Content-Length: " + key,
                "Origin: http://any:" + key + "@tv.example",
                "Bad Name: " + key)) {
            holdsNone(header, ask("GET", "/ace/getstream?id=x", header));
            holdsNone(header, ask("GET", "/ace/status", header, "X-Api-Key: " + key));
        }
    }

    /** A request that shows a key. */
    private record Asked(String method, String target, List<String> headers) {}

    private static List<Asked> forms(String key, String method, String target) {
        String more = target.contains("?") ? "&" : "?";
        return List.of(
                new Asked(method, target, List.of("X-Api-Key: " + key)),
                new Asked(method, target, List.of("Authorization: Bearer " + key)),
                new Asked(method, target, List.of("Authorization: Basic " + basic(key))),
                new Asked(method, target + more + "key=" + key, List.of()),
                new Asked(method, "/k/" + key + target, List.of()),
                new Asked(method, "http://acexy.test/k/" + key + target, List.of()));
    }

    private static String basic(String key) {
        return Base64.getEncoder().encodeToString(("any:" + key).getBytes(StandardCharsets.ISO_8859_1));
    }

    private RawAnswer ask(Asked asked) throws IOException {
        return ask(asked.method(), asked.target(), asked.headers().toArray(String[]::new));
    }

    private RawAnswer ask(String method, String target, String... headers) throws IOException {
        try (RawConnection connection = RawConnection.to(address).request(method, target, "HTTP/1.1", headers)) {
            return connection.answer();
        }
    }

    private void holdsNone(String asked, RawAnswer answer) {
        assertThat(answer.headers() + answer.body()).as(asked).doesNotContain(secrets);
    }

    private static String found(String text, String what) {
        Matcher found = Pattern.compile(what).matcher(text);
        assertThat(found.find()).as(text).isTrue();
        return found.group(1);
    }
}
