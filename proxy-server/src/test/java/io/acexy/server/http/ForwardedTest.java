package io.acexy.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForwardedTest {

    /** Trusted are 10.0.0.1 and 10.0.0.2; a name is "-" where nobody can know whose request it is. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "",
            textBlock =
                    """
            203.0.113.9 |                                         |                        | 203.0.113.9
            10.0.0.1    |                                         |                        | 10.0.0.1
            203.0.113.9 | 10.1.1.1                                |                        | -
            10.0.0.1    | 203.0.113.5                             |                        | 203.0.113.5
            10.0.0.1    | 127.0.0.1, 203.0.113.5                  |                        | 203.0.113.5
            10.0.0.1    | 127.0.0.1, 203.0.113.5, 10.0.0.2        |                        | 203.0.113.5
            10.0.0.1    | 10.0.0.2                                |                        | 10.0.0.2
            10.0.0.1    | 203.0.113.5:4711                        |                        | 203.0.113.5
            10.0.0.1    | [2001:db8::5]:4711                      |                        | 2001:db8:0:0:0:0:0:5
            10.0.0.1    | 2001:db8::5                             |                        | 2001:db8:0:0:0:0:0:5
            10.0.0.1    | localhost                               |                        | -
            10.0.0.1    | unknown                                 |                        | -
            10.0.0.1    | 203.0.113.5,                            |                        | -
            10.0.0.1    |                                         | for=203.0.113.5        | 203.0.113.5
            10.0.0.1    |                                         | proto=https;For="[2001:db8::5]:1" | 2001:db8:0:0:0:0:0:5
            10.0.0.1    |                                         | proto=https            | -
            10.0.0.1    | 203.0.113.5                             | for=203.0.113.5        | 203.0.113.5
            10.0.0.1    | 203.0.113.5                             | for=127.0.0.1          | -
            """)
    void theClientIsWhoTheLastTrustedProxyHasSeen(String peer, String usual, String standard, String client)
            throws Exception {
        Map<String, List<String>> headers = new HashMap<>();
        if (usual != null) {
            headers.put("x-forwarded-for", List.of(usual));
        }
        if (standard != null) {
            headers.put("forwarded", List.of(standard));
        }

        Optional<InetAddress> found =
                Forwarded.client(Optional.of(InetAddress.getByName(peer)), headers, ForwardedTest::isTrusted);

        assertThat(found.map(InetAddress::getHostAddress).orElse("-")).isEqualTo(client);
    }

    @Test
    void whatATrustedProxyForwardsWithoutSayingForWhomIsNobodys() throws Exception {
        Map<String, List<String>> headers = Map.of("x-forwarded-proto", List.of("https"));
        assertThat(Forwarded.client(Optional.of(InetAddress.getByName("10.0.0.1")), headers, ForwardedTest::isTrusted))
                .isEmpty();
    }

    private static boolean isTrusted(InetAddress address) {
        return address.getHostAddress().matches("10\\.0\\.0\\.[12]");
    }
}
