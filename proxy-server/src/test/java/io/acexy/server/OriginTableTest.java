package io.acexy.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.server.config.ProxyConfig;
import io.acexy.server.http.Area;
import io.acexy.server.http.Route;
import io.acexy.testkit.AlikeOnEveryJvm;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/** Every route, for a browser in an allowed network, with each page in it: what {@code docs/security.md} says is what happens. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@AlikeOnEveryJvm
class OriginTableTest {

    private static final String HEADING = "## Pages in browsers";
    private static final String ADMINS_KEY = "an-admins-key";
    private static final String HEADER = "X-Api-Key: " + ADMINS_KEY;
    private static final String BASIC = "Authorization: Basic "
            + Base64.getEncoder().encodeToString(("any:" + ADMINS_KEY).getBytes(StandardCharsets.UTF_8));
    private static final String FORWARDED = "X-Forwarded-For: 192.168.1.5";
    private static final String OWN = "Host: nas.local:8080";

    private static final String BROWSER =
            "User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

    private static final List<String> HOSTS = List.of(
            "127.0.0.1:8080",
            "localhost",
            "[::1]:8080",
            "[fe80::1]",
            "NAS.local.",
            "acexy",
            "acexy:8080",
            "tv.home.arpa",
            "acexy.default.svc.cluster.local",
            "tv.fritz.box",
            "acexy.test",
            "known.example",
            "base.example:1234");

    private static final List<String> ANOTHERS = List.of(
            "Origin: http://evil.example",
            "Origin: null",
            "Origin:",
            "Origin: http://nas.local",
            "Origin: http://nas.local:3000",
            "Origin: nas.local:8080",
            "Sec-Fetch-Site: cross-site",
            "Sec-Fetch-Site: same-site",
            "Sec-Fetch-Site: cross-site & Sec-Fetch-Mode: no-cors & Sec-Fetch-Dest: image",
            "Sec-Fetch-Site: cross-site & Sec-Fetch-Mode: navigate & Sec-Fetch-Dest: iframe",
            "Sec-Fetch-Site: cross-site & Origin: http://nas.local:8080");

    private ProxyServer proxy;

    /** One way in which what a column says may come; each is a sentence. */
    private record Asker(String column, String how, List<String> headers) {}

    private static Asker asker(String column, String how, String... headers) {
        return new Asker(column, how, List.of(headers));
    }

    private static List<Asker> askers() {
        List<Asker> askers = new ArrayList<>(own("our own page, or none"));
        askers.addAll(others("another page", ""));
        askers.add(asker("a page that the browser does not name", "a picture over plain HTTP", OWN, BROWSER));
        askers.add(asker(
                "a page that the browser does not name",
                "a wish without the word of a page",
                OWN,
                BROWSER,
                "Accept: application/json"));
        askers.addAll(others("another page, with the admin's key", HEADER));
        askers.addAll(others("another page, with a password that the browser remembers", BASIC));
        askers.addAll(led("a name that may be anybody's"));
        return askers;
    }

    private static List<Asker> own(String column) {
        List<Asker> askers = new ArrayList<>();
        for (String host : HOSTS) {
            askers.add(asker(column, "a program under " + host, "Host: " + host));
            askers.add(asker(column, "a page under " + host, "Host: " + host, "Origin: http://" + host));
        }
        askers.add(asker(column, "a program that names no host"));
        askers.add(asker(column, "that of the browser's word", OWN, "Sec-Fetch-Site: same-origin", "Origin: null"));
        askers.add(asker(column, "our page, over plain HTTP", OWN, BROWSER, "X-Requested-With: acexy"));
        askers.add(asker(column, "an address typed", OWN, "Sec-Fetch-Site: none", "Sec-Fetch-Mode: navigate"));
        askers.add(asker(column, "as the operator calls it", OWN, "Origin: https://base.example"));
        askers.add(asker(
                column,
                "behind a proxy that says so",
                "Host: backend",
                FORWARDED,
                "X-Forwarded-Host: known.example",
                "X-Forwarded-Port: 8443",
                "Origin: https://known.example:8443"));
        return askers;
    }

    private static List<Asker> led(String column) {
        return List.of(
                asker(column, "of a stranger", "Host: evil.example:8080"),
                asker(column, "his page", "Host: evil.example", "Origin: http://evil.example"),
                asker(column, "by the browser's word", "Host: evil.example", "Sec-Fetch-Site: same-origin"),
                asker(column, "one that ends like ours", "Host: notlocal.example"),
                asker(column, "one that begins like an address", "Host: 127.0.0.1.evil.example"),
                asker(column, "with a name in it that is ours", "Host: nas@evil.example"),
                asker(column, "ours, invented", "Host: evil.example", FORWARDED, "X-Forwarded-Host: known.example"),
                asker(column, "forwarded", "Host: backend", FORWARDED, "X-Forwarded-Host: evil.example"));
    }

    private static List<Asker> others(String column, String identity) {
        return ANOTHERS.stream()
                .map(how -> {
                    List<String> headers = new ArrayList<>(List.of(OWN));
                    headers.addAll(List.of(how.split(" & ")));
                    if (!identity.isEmpty()) {
                        headers.add(identity);
                    }
                    return new Asker(column, how, headers);
                })
                .toList();
    }

    @BeforeAll
    void start() throws Exception {
        proxy = ProxyServer.start(ProxyConfig.of(Map.of(
                "listen.addr", "127.0.0.1:0",
                "trusted.proxies", "loopback",
                "hosts", "Known.example",
                "base.url", "https://base.example",
                "admin.key", ADMINS_KEY)));
    }

    @AfterAll
    void stop() {
        proxy.close();
    }

    @TestFactory
    List<DynamicTest> eachRouteIsOpenToThosePagesThatTheTableSaysAndToNoOther() throws Exception {
        Map<Area, Map<String, Boolean>> table = SecurityPage.areas(HEADING);
        return askers().stream()
                .flatMap(asker -> routes(asker).stream()
                        .map(route -> DynamicTest.dynamicTest(
                                asker.column + " (" + asker.how + ") " + route.method() + " " + route.pattern(),
                                () -> assertThat(passes(route, asker))
                                        .isEqualTo(table.get(route.area()).get(asker.column)))))
                .toList();
    }

    /** Every route for the first of each column; for the others, which the gate tells apart, one of each kind. */
    private Collection<Route> routes(Asker asker) {
        boolean first = askers().stream()
                .filter(other -> other.column.equals(asker.column))
                .findFirst()
                .filter(asker::equals)
                .isPresent();
        Map<Object, Route> routes = new LinkedHashMap<>();
        proxy.routes().forEach(route -> routes.put(first ? route : route.area() + " " + route.method(), route));
        return routes.values();
    }

    @Test
    void theTableHasARowForEachAreaAndAColumnForEachPage() throws Exception {
        Map<Area, Map<String, Boolean>> table = SecurityPage.areas(HEADING);
        assertThat(table).containsOnlyKeys(Area.values());
        assertThat(table.values()).allSatisfy(row -> assertThat(row)
                .containsOnlyKeys(
                        askers().stream().map(Asker::column).distinct().toArray(String[]::new)));
    }

    @Test
    void whoFollowsALinkOfAnotherPageSeesWhatHeAskedForAndChangesNothing() throws Exception {
        String[] visit = {OWN, "Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate", "Sec-Fetch-Dest: document"};
        assertThat(RawAsking.ask(proxy.address(), "GET", "/ace/status", visit).status())
                .isEqualTo(200);
        assertThat(RawAsking.ask(proxy.address(), "PUT", "/api/v1/log", visit).status())
                .isEqualTo(401);
    }

    @Test
    void everyPageMayReadWhyItIsRefusedAndAskBeforehandWhetherItMaySendAKey() throws Exception {
        String evil = "Origin: http://evil.example";
        RawAsking.Answered refused = RawAsking.ask(proxy.address(), "GET", "/api/v1/overview", OWN, evil);
        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.body()).contains("a page of another origin");
        assertThat(refused.head()).contains("access-control-allow-origin: *").doesNotContain("allow-credentials");
        RawAsking.Answered before = RawAsking.ask(
                proxy.address(), "OPTIONS", "/api/v1/overview", OWN, evil, "Access-Control-Request-Method: GET");
        assertThat(before.status()).isEqualTo(204);
        assertThat(before.head())
                .contains("access-control-allow-origin: *")
                .contains("access-control-allow-headers: *, Authorization")
                .doesNotContain("allow-credentials");
    }

    /** Whether it gets as far as the room that serves the path, whatever that says of it. */
    private boolean passes(Route route, Asker asker) throws Exception {
        String path = route.pattern().replaceAll("\\{[^}]*}", "0");
        RawAsking.Answered answer =
                RawAsking.ask(proxy.address(), route.method().name(), path, asker.headers.toArray(String[]::new));
        boolean forbidden = answer.status() == 403 && !answer.body().contains("session");
        return answer.status() != 401 && !forbidden;
    }
}
