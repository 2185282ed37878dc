package io.acexy.server.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworksTest {

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.255.255.255, true",
        "10.0.0.0/8, 11.0.0.0, false",
        "192.168.1.128/25, 192.168.1.127, false",
        "192.168.1.128/25, 192.168.1.128, true",
        "203.0.113.5, 203.0.113.5, true",
        "203.0.113.5, 203.0.113.4, false",
        "0.0.0.0/0, 203.0.113.4, true",
        "0.0.0.0/0, 2001:db8::1, false",
        "2001:db8::/33, 2001:db8:7fff::1, true",
        "2001:db8::/33, 2001:db8:8000::1, false",
        "10.0.0.0/8, ::ffff:10.0.0.1, true",
        "all, 203.0.113.4, true",
        "all, 2001:db8::1, true",
        "loopback, 127.0.0.2, true",
        "loopback, 10.0.0.1, false",
        "private, 172.31.255.255, true",
        "private, 172.32.0.0, false",
        "private, 127.0.0.1, true",
        "private, ::1, true",
        "private, fd12::1, true",
        "private, fe80::1, true",
        "private, 203.0.113.5, false",
        "private, 2001:db8::1, false",
        "private, 100.64.0.1, false",
    })
    void anAddressIsInANetworkWhoseFirstBitsItHas(String network, String address, boolean inside) throws Exception {
        assertThat(Networks.parse(network).contains(InetAddress.getByName(address)))
                .isEqualTo(inside);
    }

    @Test
    void severalAreOneAndNoneIsNobody() throws Exception {
        InetAddress here = InetAddress.getByName("10.0.0.1");
        assertThat(Networks.parse("192.168.0.0/16, 10.0.0.1").contains(here)).isTrue();
        assertThat(Networks.parse(" ").contains(here)).isFalse();
        assertThat(Networks.parse("private,203.0.113.5")).hasToString("private,203.0.113.5");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            10.0.0.1/8       | there are others
            10.0.0.0/33      | up to 32
            10.0.0.0/        | number of bits
            10.0.0.0/-1      | number of bits
            example.org      | no address
            10.0.0           | no address
            10.0.0.0/8,,::/0 | no address
            2001:db8::/129   | up to 128
            """)
    void whatCanBeMeantInTwoWaysIsRefused(String text, String why) {
        assertThatThrownBy(() -> Networks.parse(text)).hasMessageContaining(why);
    }
}
