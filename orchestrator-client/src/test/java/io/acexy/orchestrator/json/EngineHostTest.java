package io.acexy.orchestrator.json;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where an engine may be said to be. */
class EngineHostTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gluetun",
                "acestream-1",
                "acestream_engine_1",
                "engine.example",
                "4f0c9a",
                "127.0.0.1",
                "10.0.0.5",
                "172.18.0.7",
                "192.168.1.2",
                "203.0.113.5",
                "::1",
                "fd00::5",
                "2001:db8::1"
            })
    void namesAndAddressesOfSomebody(String host) {
        assertThat(EngineHost.isOne(host)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "127.0.0.1 ",
                "user@host",
                "host/path",
                "host?query",
                "host#part",
                "host:80",
                "[::1]:80",
                "http://host",
                "host\r\nX-Any: y",
                "host\u0000",
                "h\u00f6st",
                "-host",
                ".host",
                "0.0.0.0",
                "0.1.2.3",
                "::",
                "::ffff:0.0.0.0",
                "169.254.169.254",
                "::ffff:169.254.169.254",
                "fe80::1",
                "224.0.0.1",
                "239.255.255.250",
                "ff02::1",
                "240.0.0.1",
                "255.255.255.255"
            })
    void whatIsNoHostOrNobodys(String host) {
        assertThat(EngineHost.isOne(host)).isFalse();
    }

    @Test
    void namesHaveAnEnd() {
        assertThat(EngineHost.isOne("x".repeat(253))).isTrue();
        assertThat(EngineHost.isOne("x".repeat(254))).isFalse();
    }
}
