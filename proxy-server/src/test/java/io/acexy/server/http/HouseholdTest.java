package io.acexy.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HouseholdTest {

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, 192.0.2.1, true",
        "192.0.2.1, 192.0.2.2, false",
        "2001:db8::1, 2001:db8::2, true",
        "2001:db8::1, 2001:db8:0:0:ffff::1, true",
        "2001:db8::1, 2001:db8:0:1::1, false",
        "::ffff:192.0.2.1, 192.0.2.1, true"
    })
    void aHouseholdIsOneAddressOrOneNetworkOf64Bits(String one, String other, boolean same) throws Exception {
        Household first = Household.of(InetAddress.getByName(one));
        Household second = Household.of(InetAddress.getByName(other));
        assertThat(first.equals(second)).isEqualTo(same);
        assertThat(first.toString().equals(second.toString())).isEqualTo(same);
    }
}
