package io.acexy.server.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpAddressTest {

    @ParameterizedTest(name = "{0} is asked at {1} port {2} for {3}")
    @CsvSource({
        "http://example.org, example.org, 80, /",
        "HTTPS://Example.ORG/a?b=c#d, example.org, 443, /a?b=c",
        "http://my_list:8080/a b.m3u, my_list, 8080, /a%20b.m3u",
        "http://[2001:db8::1]:81/x, 2001:db8::1, 81, /x",
        "http://bücher.example/ü, xn--bcher-kva.example, 80, /%C3%BC",
        "http://u:p@host/x?50%, host, 80, /x?50%25",
        "http://host?x=y, host, 80, /?x=y",
        "http://host/a|b, host, 80, /a%7Cb"
    })
    void aUrlIsTakenApart(String url, String host, int port, String target) throws Exception {
        HttpAddress address = HttpAddress.of(url);
        assertThat(address.host()).isEqualTo(host);
        assertThat(address.port()).isEqualTo(port);
        assertThat(address.target()).isEqualTo(target);
    }

    @ParameterizedTest(name = "{0} is none")
    @CsvSource({
        "ftp://host/x, 'only http and https are fetched, not ftp'",
        "//host/x, only http and https are fetched",
        "http:///x, its URL names no host",
        "http://host:99999/, the port in its URL is none",
        "http://host:x/, the port in its URL is none",
        "'http://a%0d%0ab/', its URL names no host"
    })
    void whatIsNoUrlIsRefused(String url, String reason) {
        assertThatThrownBy(() -> HttpAddress.of(url)).hasMessage(reason);
    }

    @Test
    void aUserIsToldToTheSamePlaceOnly() throws Exception {
        HttpAddress at = HttpAddress.of("http://me:secret@host/dir/list?token=x");
        assertThat(at.user()).isEqualTo("me:secret");
        assertThat(at.follow("other").user()).isEqualTo("me:secret");
        assertThat(at.follow("other").target()).isEqualTo("/dir/other");
        assertThat(at.follow("http://elsewhere/").user()).isEmpty();
        assertThat(at.follow("http://host:81/").user()).isEmpty();
        assertThat(at).hasToString("http://host/dir/list");
    }
}
