package io.acexy.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.server.config.ProxyConfig;
import io.acexy.server.launch.StartFailure;
import java.io.IOException;
import java.net.BindException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StartFailureTest {

    private static final ProxyConfig CONFIG = ProxyConfig.of(Map.of("listen.addr", "[::1]:80"));
    private static final String ADVICE = "; choose another address with --listen-addr or ACEXY_LISTEN_ADDR";

    @Test
    void aRefusedAddressIsNamedWithTheReasonOfTheSystem() {
        assertThat(StartFailure.explain(CONFIG, new BindException("Permission denied")))
                .isEqualTo("cannot listen on [::1]:80: Permission denied" + ADVICE);
    }

    @Test
    void anUnknownHostIsNamed() {
        assertThat(StartFailure.explain(CONFIG, new UnresolvedAddressException()))
                .isEqualTo("cannot listen on [::1]:80: the host is not known" + ADVICE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"epoll", "nio"})
    void everyTransportsWordsForAPortInUseBecomeTheSameLine(String transport) throws Exception {
        try (ProxyServer first = ProxyServer.start(ProxyConfig.of(Map.of("listen.addr", "127.0.0.1:0")))) {
            ProxyConfig second = ProxyConfig.of(
                    Map.of("listen.addr", "127.0.0.1:" + first.address().getPort(), "transport", transport));
            assertThat(StartFailure.explain(second, failureOf(second)))
                    .isEqualTo("cannot listen on 127.0.0.1:" + first.address().getPort() + ": Address already in use"
                            + ADVICE);
        }
    }

    @Test
    void anythingElseIsToldInItsOwnWords() {
        assertThat(StartFailure.explain(CONFIG, new IOException("io_uring is not available")))
                .isEqualTo("io_uring is not available");
        assertThat(StartFailure.explain(CONFIG, new IllegalStateException()))
                .isEqualTo("java.lang.IllegalStateException");
    }

    private static Throwable failureOf(ProxyConfig config) {
        try (ProxyServer started = ProxyServer.start(config)) {
            throw new AssertionError("started on " + started.address());
        } catch (Exception e) {
            return e;
        }
    }
}
