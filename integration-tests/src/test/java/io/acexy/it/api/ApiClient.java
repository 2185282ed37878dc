package io.acexy.it.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.it.support.Players;
import io.acexy.it.support.Proxy;
import io.acexy.it.support.TestPlayer;
import io.acexy.testkit.OpenApi;
import io.acexy.testkit.Patience;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import java.util.Map;
import java.util.function.Predicate;

/** Asks a proxy's status API, and holds every body against the document that the proxy itself serves. For test threads. */
final class ApiClient {

    private final Proxy proxy;
    private final Players players;
    private final OpenApi document;

    ApiClient(Proxy proxy, Players players) throws InterruptedException {
        this.proxy = proxy;
        this.players = players;
        this.document = new OpenApi(ask(HttpMethod.GET, "/api/v1/openapi.json", 200));
    }

    private String ask(HttpMethod method, String target, int status) throws InterruptedException {
        try (TestPlayer asking =
                players.request(proxy.address(), HttpVersion.HTTP_1_1, method, target, Map.of("content-length", "0"))) {
            asking.awaitEnd();
            assertThat(asking.awaitStatus())
                    .as(method + " " + target + ": " + asking.text())
                    .isEqualTo(status);
            return asking.text();
        }
    }

    /** A body, which is what the document says. */
    String get(String target, String schema) throws InterruptedException {
        String body = ask(HttpMethod.GET, target, 200);
        document.check(schema, body);
        return body;
    }

    /** Asks again until it is so. */
    String await(String target, String schema, Predicate<String> condition) throws InterruptedException {
        String body = Patience.until(() -> ask(HttpMethod.GET, target, 200), condition);
        document.check(schema, body);
        return body;
    }

    /** A problem. */
    String problem(HttpMethod method, String target, int status) throws InterruptedException {
        String body = ask(method, target, status);
        document.check("Problem", body);
        return body;
    }

    /** Has something done that takes no time. */
    void change(HttpMethod method, String target) throws InterruptedException {
        assertThat(ask(method, target, 204)).isEmpty();
    }

    /** Has something done. */
    void order(HttpMethod method, String target) throws InterruptedException {
        assertThat(ask(method, target, 202)).isEmpty();
    }
}
