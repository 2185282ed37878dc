package io.acexy.it.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.it.support.Content;
import io.acexy.it.support.Haproxy;
import io.acexy.it.support.Proxy;
import io.acexy.it.support.RawAnswer;
import io.acexy.it.support.RawConnection;
import io.acexy.simulator.engine.EngineSimulator;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProxyProtocolTest {

    private static Proxy proxy(EngineSimulator engine) throws Exception {
        // Only this client of the loopback needs no key, and he comes through HAProxy alone.
        return Proxy.before(
                engine,
                Map.of(
                        "listen.proxy.addr",
                        "127.0.0.1:0",
                        "allow.play",
                        "127.0.0.1",
                        "allow.status",
                        "203.0.113.5",
                        "hosts",
                        "acexy.test"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"send-proxy", "send-proxy-v2", "send-proxy-v2-ssl-cn"})
    void aPlayerBehindARealHaproxyIsTheClientThatItNames(String head, @TempDir Path folder) throws Exception {
        try (EngineSimulator engine = EngineSimulator.start();
                Proxy proxy = proxy(engine);
                Haproxy haproxy = Haproxy.passingOn(folder, proxy.proxiedAddress(), head);
                RawConnection player = RawConnection.to(haproxy.address())) {
            assertThat(player.get(Content.number(1).byId()).head().status()).isEqualTo(200);
            assertThat(player.chunks(100_000)).hasSizeGreaterThanOrEqualTo(100_000);
        }
    }

    @Test
    void theAddressThatIsNamedIsTheOneThatMayOrMayNot() throws Exception {
        try (EngineSimulator engine = EngineSimulator.start();
                Proxy proxy = proxy(engine)) {
            assertThat(status(proxy, "PROXY TCP4 203.0.113.5 10.0.0.1 4711 8080\r\n"))
                    .isEqualTo(200);
            assertThat(status(proxy, "PROXY TCP4 203.0.113.6 10.0.0.1 4711 8080\r\n"))
                    .isEqualTo(403);
            assertThat(status(proxy, "PROXY UNKNOWN\r\n")).isEqualTo(403);
        }
    }

    private static int status(Proxy proxy, String head) throws Exception {
        try (RawConnection connection = RawConnection.to(proxy.proxiedAddress())) {
            RawAnswer answer = connection.send(head).get("/ace/status").answer();
            return answer.status();
        }
    }
}
