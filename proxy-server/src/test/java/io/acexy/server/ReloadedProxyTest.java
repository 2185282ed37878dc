package io.acexy.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.server.config.EffectiveConfig;
import io.acexy.server.config.ProxyConfig;
import io.acexy.server.settings.ConfigSources;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A proxy whose settings change while it runs, seen from its door. */
@Timeout(60)
class ReloadedProxyTest {

    private static final String ADMIN = "an-admins-key";

    @TempDir
    private Path folder;

    private final Map<String, String> written = new HashMap<>();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private ProxyServer proxy;

    @BeforeEach
    void start() throws Exception {
        write("listen.addr", "127.0.0.1:0");
        write("admin.key", ADMIN);
        write("trusted.proxies", "loopback");
        write("limit.players", "7");
        proxy = ProxyServer.open(new Setup(read(), this::read, List.of()));
        proxy.serve();
    }

    @AfterEach
    void stop() {
        proxy.close();
    }

    private void write(String name, String value) {
        written.put("acexy." + name, value);
    }

    private EffectiveConfig read() {
        return ProxyConfig.load(new ConfigSources(Map.of(), List.of(), written, Map.of()));
    }

    private HttpResponse<String> send(String method, String path, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + proxy.address().getPort() + path))
                .method(method, HttpRequest.BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> reload() throws IOException, InterruptedException {
        return send("POST", "/api/v1/reload", "X-Api-Key", ADMIN);
    }

    /** The status of a stream that is asked for from an address; 400 where the asker may, because there is no id. */
    private int playsFrom(String address, String... headers) throws IOException, InterruptedException {
        String[] all = new String[headers.length + 2];
        System.arraycopy(headers, 0, all, 2, headers.length);
        all[0] = "X-Forwarded-For";
        all[1] = address;
        return send("GET", "/ace/getstream", all).statusCode();
    }

    @Test
    void networksAndProxiesHoldAtOnce() throws Exception {
        assertThat(playsFrom("192.168.1.5")).isEqualTo(400);
        assertThat(playsFrom("203.0.113.5")).isIn(401, 403);

        write("allow.play", "203.0.113.0/24");
        assertThat(reload().body()).contains("\"changed\":[\"acexy.allow.play\"]");
        assertThat(playsFrom("192.168.1.5")).isIn(401, 403);
        assertThat(playsFrom("203.0.113.5")).isEqualTo(400);

        write("trusted.proxies", "");
        reload();
        assertThat(playsFrom("203.0.113.5")).as("nobody is believed").isIn(401, 403);
    }

    @Test
    void keysOfSettingsAndOfTheirFilesHoldAtOnce() throws Exception {
        Path file = Files.writeString(folder.resolve("keys"), "bob=bobs-own-key\n");
        write("access.keys", "alice=alices-own-key");
        write("access.keys.file", file.toString());
        reload();
        assertThat(playsFrom("203.0.113.5", "X-Api-Key", "alices-own-key")).isEqualTo(400);
        assertThat(playsFrom("203.0.113.5", "X-Api-Key", "bobs-own-key")).isEqualTo(400);

        Files.writeString(file, "carol=carols-own-key\n");
        write("access.keys", "");
        reload();
        assertThat(playsFrom("203.0.113.5", "X-Api-Key", "alices-own-key")).isEqualTo(401);
        assertThat(playsFrom("203.0.113.5", "X-Api-Key", "bobs-own-key")).isEqualTo(401);
        assertThat(playsFrom("203.0.113.5", "X-Api-Key", "carols-own-key")).isEqualTo(400);
    }

    @Test
    void secretsLimitsAndConnectionsHoldAtOnce() throws Exception {
        String wish = "/api/v1/signed-urls?url=/ace/getstream?id=" + "a".repeat(40) + "&expires=1h";
        assertThat(send("POST", wish, "X-Api-Key", ADMIN).statusCode()).isEqualTo(501);
        write("access.sign.secret", "a-secret-that-is-long-enough-to-be-one");
        write("limit.players", "9");
        write("max.connections", "77");
        reload();
        assertThat(send("POST", wish, "X-Api-Key", ADMIN).statusCode()).isEqualTo(200);
        String limits = send("GET", "/api/v1/overview", "X-Api-Key", ADMIN).body();
        assertThat(limits).contains("\"limit\":9,", "\"limit\":77,");
    }

    @Test
    void theLevelOfTheLogIsTheOperatorsUntilTheSettingsSayAnotherThanBefore() throws Exception {
        send("PUT", "/api/v1/log?level=warn", "X-Api-Key", ADMIN);
        write("limit.players", "8");
        reload();
        assertThat(send("GET", "/api/v1/log", "X-Api-Key", ADMIN).body()).contains("\"root\":\"warn\"");
        write("log.level", "error");
        reload();
        assertThat(send("GET", "/api/v1/log", "X-Api-Key", ADMIN).body()).contains("\"root\":\"error\"");
        write("log.level", "info");
        reload();
        assertThat(send("GET", "/api/v1/log", "X-Api-Key", ADMIN).body()).contains("\"root\":\"info\"");
    }

    @Test
    void whatWaitsForTheNextStartIsNamedAndGoesOnWaiting() throws Exception {
        write("port", "6999");
        assertThat(reload().body()).isEqualTo("{\"changed\":[],\"at_next_start\":[\"acexy.port\"],\"warnings\":[]}");
        assertThat(reload().body()).contains("\"at_next_start\":[\"acexy.port\"]");
    }

    @Test
    void aWrongSettingIsNamedAndNothingOfTheRestHolds() throws Exception {
        write("allow.play", "all");
        write("limit.players", "many");
        write("idle.timeout", "60");
        HttpResponse<String> answer = reload();
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.body())
                .contains("\"error\":\"settings_wrong\"", "acexy.limit.players: ", "acexy.idle.timeout: ");
        assertThat(playsFrom("203.0.113.5")).isIn(401, 403);
    }

    @Test
    void aFileOfKeysThatIsWrongIsNamedWithoutAKeyAndNothingOfTheRestHolds() throws Exception {
        write("allow.play", "all");
        write(
                "access.keys.file",
                Files.writeString(folder.resolve("keys"), "bob=short\n").toString());
        HttpResponse<String> answer = reload();
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("acexy.access.keys.file").doesNotContain("short\"");
        assertThat(playsFrom("203.0.113.5")).isIn(401, 403);
    }
}
