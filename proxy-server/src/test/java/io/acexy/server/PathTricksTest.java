package io.acexy.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.server.config.ProxyConfig;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** However a path is bent, it leads to no place that is not for whoever asks: here a player of whom only the key is known. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PathTricksTest {

    private static final String STRANGER = "X-Forwarded-For: 203.0.113.5";
    private static final String HOST = "Host: localhost";
    private static final String SEEN = "\"streams\"";

    private ProxyServer proxy;

    @BeforeAll
    void start() throws Exception {
        proxy = ProxyServer.start(ProxyConfig.of(Map.of(
                "listen.addr", "127.0.0.1:0",
                "trusted.proxies", "loopback",
                "access.keys", "somebody=a-players-key",
                "admin.key", "an-admins-key")));
    }

    @AfterAll
    void stop() {
        proxy.close();
    }

    @Test
    void whatIsLookedForIsThere() throws Exception {
        assertThat(RawAsking.ask(proxy.address(), "GET", "/ace/status", HOST, "X-Api-Key: an-admins-key")
                        .body())
                .contains(SEEN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/ace/status",
                "//ace/status",
                "/./ace//status/",
                "/livez/../ace/status",
                "/page/%2e%2e/ace/status",
                "/page/..%2face%2fstatus",
                "/%61ce/status",
                "/ace%2Fstatus",
                "/ace/status;/readyz",
                "/ace/status;key=x",
                "/livez/..;/ace/status",
                "/ace/status%00",
                "/ace/status%3fkey=x",
                "/ace/status#/livez",
                "/ace\\status",
                "/k/a-players-key/ace/status",
                "/k/a-players-key/../ace/status",
                "/k/a-players-key/%2e%2e/%2e%2e/ace/status",
                "/k/a-players-key/k/an-admins-key/ace/status",
                "/k//ace/status",
                "/k/../k/x/../ace/status",
                "/k/x%2fan-admins-key/ace/status",
                "/ace/status?key=",
                "/ace/status?key=x&key=an-admins-key",
                "/ace/status?%6bey=an-admins-ke",
                "/ace/status?sig=0&expires=9999999999",
                "http://localhost/ace/status",
                "HTTP://elsewhere.example/ace/status",
                "http://x@localhost/ace/status",
                "https://localhost/k/x/ace/status",
                "localhost:80/ace/status",
                "ftp://localhost/ace/status",
                "*/ace/status"
            })
    void aBentPathShowsAStrangerNothing(String path) throws Exception {
        RawAsking.Answered answer = RawAsking.ask(proxy.address(), "GET", path, HOST, STRANGER);

        assertThat(answer.status()).isBetween(400, 404);
        assertThat(answer.body()).doesNotContain(SEEN).doesNotContain("key=an-", "a-players-key", "an-admins-key");
        assertThat(answer.head()).doesNotContain("a-players-key", "an-admins-key");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://elsewhere.example/livez", "http://169.254.169.254/livez"})
    void anAddressOfAnotherHostIsAnsweredHere(String target) throws Exception {
        assertThat(RawAsking.ask(proxy.address(), "GET", target, HOST, STRANGER).body())
                .isEqualTo(RawAsking.ask(proxy.address(), "GET", "/livez", HOST).body());
    }
}
