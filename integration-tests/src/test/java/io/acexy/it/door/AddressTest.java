package io.acexy.it.door;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.it.support.Content;
import io.acexy.it.support.Door;
import io.acexy.it.support.RawConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {

    private static final Content CHANNEL = Content.number(1);

    @ParameterizedTest
    @ValueSource(strings = {"epoll", "nio"})
    void withoutAHostItIsReachedByIpv4AndByIpv6(String transport) throws Exception {
        try (Door door = Door.open("listen.addr", ":0", "transport", transport)) {
            assertPlays(door, ipv4());
            assertPlays(door, ipv6());
        }
    }

    @Test
    void withAnAddressItIsReachedThere() throws Exception {
        try (Door door = Door.open("listen.addr", "127.0.0.1:0")) {
            assertPlays(door, ipv4());
        }
        try (Door door = Door.open("listen.addr", "[::1]:0")) {
            assertPlays(door, ipv6());
        }
    }

    @Test
    void withANameItIsReachedWhereTheNameLeads() throws Exception {
        try (Door door = Door.open("listen.addr", "localhost:0")) {
            assertPlays(door, door.address().getAddress());
        }
    }

    private static InetAddress ipv4() throws UnknownHostException {
        return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    }

    private static InetAddress ipv6() throws UnknownHostException {
        byte[] loopback = new byte[16];
        loopback[15] = 1;
        return InetAddress.getByAddress(loopback);
    }

    private static void assertPlays(Door door, InetAddress address) throws Exception {
        InetSocketAddress server = new InetSocketAddress(address, door.address().getPort());
        try (RawConnection player = RawConnection.to(server).get(CHANNEL.byId())) {
            assertThat(player.head().status()).isEqualTo(200);
            assertThat(player.chunks(188)[0]).isEqualTo((byte) 0x47);
        }
    }
}
