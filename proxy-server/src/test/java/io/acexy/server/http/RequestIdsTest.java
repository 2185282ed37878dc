package io.acexy.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestIdsTest {

    private static final InetSocketAddress HERE = new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);
    private static final InetSocketAddress THERE = new InetSocketAddress("10.0.0.1", 1);

    private final RequestIds ids = new RequestIds(InetAddress::isLoopbackAddress);

    private String of(String given, InetSocketAddress peer) {
        return ids.of(new DefaultHttpHeaders().set("X-Request-Id", given), peer);
    }

    @Test
    void anIdIsShortAndEachIsAnother() {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < 10_000; i++) {
            assertThat(seen.add(ids.of(new DefaultHttpHeaders(), HERE))).isTrue();
        }
        assertThat(seen).allMatch(id -> id.matches("[0-9a-z]{8}"));
    }

    @Test
    void whoIsTrustedGivesAnIdAndNobodyElse() {
        assertThat(of("abc-123_x.Y", HERE)).isEqualTo("abc-123_x.Y");
        assertThat(of("abc", THERE)).isNotEqualTo("abc").hasSize(8);
        assertThat(of("abc", null)).isNotEqualTo("abc").hasSize(8);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a b",
                "a\"b",
                "a#b",
                "ä",
                "a=b",
                "12345678901234567890123456789012345678901234567890123456789012345"
            })
    void whatCouldHarmALineIsNoId(String given) {
        assertThat(of(given, HERE)).isNotEqualTo(given).hasSize(8);
    }
}
