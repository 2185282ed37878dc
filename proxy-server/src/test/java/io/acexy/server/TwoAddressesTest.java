package io.acexy.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.server.config.ProxyConfig;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TwoAddressesTest {

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void whereAdministrationHasAnAddressOfItsOwnItIsServedThereAlone() throws Exception {
        try (ProxyServer proxy =
                ProxyServer.start(ProxyConfig.of(Map.of("listen.addr", "127.0.0.1:0", "admin.addr", "127.0.0.1:0")))) {
            InetSocketAddress outside = proxy.address();
            InetSocketAddress inside = proxy.adminAddress().orElseThrow();
            for (String path : new String[] {"/ace/status", "/metrics", "/api/v1/overview", "/ace/log"}) {
                assertThat(status(outside, path)).as(path).isEqualTo(404);
            }
            for (String path : new String[] {"/ace/status", "/metrics", "/api/v1/overview", "/readyz", "/"}) {
                assertThat(status(inside, path)).as(path).isNotEqualTo(404);
            }
            assertThat(status(outside, "/ace/getstream?id=nothing")).isEqualTo(400);
            assertThat(status(inside, "/ace/getstream?id=nothing")).isEqualTo(404);
            assertThat(status(outside, "/livez")).isEqualTo(200);
        }
    }

    @Test
    void withoutOneThereIsOneAddressForEverything() throws Exception {
        try (ProxyServer proxy = ProxyServer.start(ProxyConfig.of(Map.of("listen.addr", "127.0.0.1:0")))) {
            assertThat(proxy.adminAddress()).isEmpty();
            assertThat(status(proxy.address(), "/ace/status")).isEqualTo(200);
        }
    }

    private int status(InetSocketAddress at, String path) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + at.getPort() + path);
        return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }
}
