package io.acexy.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.server.config.ProxyConfig;
import io.acexy.server.http.Area;
import io.acexy.server.http.Route;
import io.acexy.testkit.AlikeOnEveryJvm;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/** Every route, for every identity, from every network: what {@code docs/security.md} says is what happens. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@AlikeOnEveryJvm
class AccessTableTest {

    private static final String HEADING = "## Who may";
    private static final String PLAYERS_KEY = "a-players-key";
    private static final String ADMINS_KEY = "an-admins-key";

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private ProxyServer proxy;

    /** A column of the table. */
    private record Asker(String column, Map<String, String> headers) {}

    private static final List<Asker> ASKERS = List.of(
            new Asker("from an allowed network", Map.of("X-Forwarded-For", "192.168.1.5")),
            new Asker("with a player's key", Map.of("X-Forwarded-For", "203.0.113.5", "X-Api-Key", PLAYERS_KEY)),
            new Asker("with the admin's key", Map.of("X-Forwarded-For", "203.0.113.5", "X-Api-Key", ADMINS_KEY)),
            new Asker("with a wrong key", Map.of("X-Forwarded-For", "203.0.113.5", "X-Api-Key", "a-wrong-key")),
            new Asker("from elsewhere", Map.of("X-Forwarded-For", "203.0.113.5")),
            new Asker("from nobody knows where", Map.of("X-Forwarded-For", "unknown")));

    @BeforeAll
    void start() throws Exception {
        proxy = ProxyServer.start(ProxyConfig.of(Map.of(
                "listen.addr",
                "127.0.0.1:0",
                "trusted.proxies",
                "loopback",
                "access.keys",
                "somebody=" + PLAYERS_KEY,
                "admin.key",
                ADMINS_KEY)));
    }

    @AfterAll
    void stop() {
        proxy.close();
    }

    @TestFactory
    List<DynamicTest> eachRouteIsOpenToThoseWhoTheTableSaysAndToNobodyElse() throws Exception {
        Map<Area, Map<String, Boolean>> table = SecurityPage.areas(HEADING);
        return proxy.routes().stream()
                .flatMap(route -> ASKERS.stream()
                        .map(asker -> DynamicTest.dynamicTest(
                                route.method() + " " + route.pattern() + " " + asker.column,
                                () -> assertThat(passes(route, asker))
                                        .isEqualTo(table.get(route.area()).get(asker.column)))))
                .toList();
    }

    @Test
    void theTableHasARowForEachArea() throws Exception {
        Map<Area, Map<String, Boolean>> table = SecurityPage.areas(HEADING);
        assertThat(table).containsOnlyKeys(Area.values());
        assertThat(table.values()).allSatisfy(row -> assertThat(row)
                .containsOnlyKeys(ASKERS.stream().map(Asker::column).toArray(String[]::new)));
    }

    /** Whether it gets as far as the room that serves the path, whatever that says of it. */
    private boolean passes(Route route, Asker asker) throws Exception {
        InetSocketAddress at = proxy.address();
        String path = route.pattern().replaceAll("\\{[^}]*}", "0");
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + at.getPort() + path))
                .method(route.method().name(), HttpRequest.BodyPublishers.noBody());
        asker.headers.forEach(request::header);
        HttpResponse<InputStream> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream body = answer.body()) {
            boolean refused = answer.statusCode() == 401 || isForbidden(answer.statusCode(), body);
            assertThat(answer.headers().firstValue("WWW-Authenticate").isPresent())
                    .isEqualTo(answer.statusCode() == 401);
            return !refused;
        }
    }

    /** A room may answer 403 for reasons of its own. */
    private static boolean isForbidden(int status, InputStream body) throws IOException {
        return status == 403 && !new String(body.readAllBytes(), StandardCharsets.UTF_8).contains("session");
    }
}
