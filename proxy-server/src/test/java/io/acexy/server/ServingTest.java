package io.acexy.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.server.config.ProxyConfig;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A proxy between its start and its service: whoever started it takes its signals in between. */
@Timeout(60)
class ServingTest {

    private final HttpClient client = HttpClient.newHttpClient();
    private final Setup setup = Setup.of(ProxyConfig.of(Map.of("listen.addr", "127.0.0.1:0")));

    private int ready(ProxyServer proxy) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + proxy.address().getPort() + "/readyz");
        HttpRequest request = HttpRequest.newBuilder(uri).build();
        return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    @Test
    void itIsReadyWhenItServesAndNotBefore() throws Exception {
        try (ProxyServer proxy = ProxyServer.open(setup)) {
            assertThat(ready(proxy)).isEqualTo(503);
            proxy.serve();
            assertThat(ready(proxy)).isEqualTo(200);
        }
    }

    @Test
    void whoIsToldToEndBeforeItServesListensNoMore() throws Exception {
        ProxyServer proxy = ProxyServer.open(setup);
        InetSocketAddress address = proxy.address();
        proxy.close();
        proxy.close();
        new ServerSocket(address.getPort(), 1, address.getAddress()).close();
    }
}
