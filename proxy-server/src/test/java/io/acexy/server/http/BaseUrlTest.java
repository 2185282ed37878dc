package io.acexy.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.core.Bugs;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BaseUrlTest {

    private static final String HERE = "127.0.0.1";
    private static final String ELSEWHERE = "192.168.1.20";

    private final BaseUrl asked = new BaseUrl(Optional.empty(), InetAddress::isLoopbackAddress);

    /** From a proxy on this machine, which is trusted. Headers are parted by bars. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '>',
            textBlock =
                    """
            tv.lan:8080       >                                                                      > http://tv.lan:8080
            [fd00::1]:8080    >                                                                      > http://[fd00::1]:8080
            in.side           > x-forwarded-host: tv.example                                         > http://tv.example
            in.side           > x-forwarded-proto: https                                             > https://in.side
            in.side           > x-forwarded-host: tv.example, in.between | x-forwarded-proto: https, http > https://tv.example
            in.side           > x-forwarded-host: tv.example | x-forwarded-port: 8443                > http://tv.example:8443
            in.side           > x-forwarded-host: tv.example | x-forwarded-port: 443                 > http://tv.example
            in.side           > x-forwarded-host: tv.example:81 | x-forwarded-port: 8443             > http://tv.example:81
            in.side           > x-forwarded-prefix: /tv/                                             > http://in.side/tv
            in.side           > forwarded: for=10.0.0.9;host="tv.example:444";proto=https, for=10.0.0.1 > https://tv.example:444
            in.side           > x-forwarded-host: a"b<c                                              > http://in.side
            in.side           > x-forwarded-prefix: /a"b                                             > http://in.side
            a"b               >                                                                      > http://10.0.0.1:8080
            """)
    void namesTheAddressThatTheClientHasAsked(String host, String headers, String url) {
        assertThat(asked.of(request(HERE, host, headers == null ? "" : headers)))
                .isEqualTo(url);
    }

    @Test
    void believesNoStranger() {
        assertThat(asked.of(request(ELSEWHERE, "tv.lan", "x-forwarded-host: evil.example | x-forwarded-proto: https")))
                .isEqualTo("http://tv.lan");
    }

    @ParameterizedTest
    @CsvSource({"localhost:8080", "LOCALHOST", "127.0.0.1:8080", "[::1]:8080"})
    void tellsNobodyElsewhereToLookAtHome(String host) {
        assertThat(asked.of(request(ELSEWHERE, host, ""))).isEqualTo("http://10.0.0.1:8080");
    }

    @Test
    void letsThisMachineCallItselfWhatItLikes() {
        assertThat(asked.of(request(HERE, "localhost:8080", ""))).isEqualTo("http://localhost:8080");
    }

    @Test
    void whatTheOperatorSaysHoldsForEverybody() {
        BaseUrl fixed =
                new BaseUrl(Optional.of(URI.create("https://tv.example/proxy/")), InetAddress::isLoopbackAddress);
        assertThat(fixed.of(request(HERE, "other", "x-forwarded-host: another")))
                .isEqualTo("https://tv.example/proxy");
    }

    private static Request request(String peer, String host, String headers) {
        Map<String, List<String>> forwarded = Arrays.stream(headers.split("\\|"))
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .collect(Collectors.toMap(
                        line -> line.substring(0, line.indexOf(':')),
                        line -> List.of(line.substring(line.indexOf(':') + 1).strip())));
        EmbeddedChannel channel = new EmbeddedChannel() {
            @Override
            public SocketAddress localAddress() {
                return new InetSocketAddress("10.0.0.1", 8080);
            }
        };
        return new Request(
                io.netty.handler.codec.http.HttpMethod.GET,
                new Request.Resource("/", Map.of(), Query.NONE, Optional.empty()),
                new Request.Origin(new InetSocketAddress(peer, 5555), host, forwarded, Optional.empty()),
                EmptyHttpHeaders.INSTANCE,
                new Request.Form(true, true, false, false),
                new Connection(channel, new Bugs()),
                new Trail("id", null));
    }
}
