package io.acexy.server.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.acexy.server.settings.ListenAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HealthCheckTest {

    private HttpServer server;
    private int status = 200;
    private String asked = "";

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            asked = exchange.getRequestURI().toString();
            byte[] body = "an event loop stands still\n".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void nothingIsWrongWhereTheProxySaysThatItLives() {
        assertThat(HealthCheck.trouble(at("127.0.0.1"))).isEmpty();
        assertThat(asked).isEqualTo("/livez");
    }

    @Test
    void whatListensOnEveryAddressIsAskedOnThisMachine() {
        assertThat(HealthCheck.trouble(at(""))).isEmpty();
        assertThat(HealthCheck.trouble(at("0.0.0.0"))).isEmpty();
    }

    @Test
    void whyItHasToBeStartedAnewIsTold() {
        status = 503;
        assertThat(HealthCheck.trouble(at("")))
                .hasValue("http://127.0.0.1:" + server.getAddress().getPort()
                        + "/livez answers 503: an event loop stands still");
    }

    @Test
    void whereNobodyListensIsTold() {
        ListenAddress gone = at("127.0.0.1");
        server.stop(0);
        assertThat(HealthCheck.trouble(gone))
                .hasValueSatisfying(line -> assertThat(line).startsWith("http://" + gone + "/livez does not answer: "));
    }

    @Test
    void aPortThatTheSystemChoosesCannotBeAsked() {
        assertThat(HealthCheck.trouble(new ListenAddress("", 0)))
                .hasValueSatisfying(line -> assertThat(line).contains("leaves the port to the system"));
    }

    private ListenAddress at(String host) {
        return new ListenAddress(host, server.getAddress().getPort());
    }
}
