package io.acexy.server.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.server.config.ProxyConfig;
import io.netty.channel.EventLoop;
import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.util.concurrent.Future;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where no name leads, whoever has named it. */
class GuardedNamesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "169.254.169.254",
                "::ffff:169.254.169.254",
                "::169.254.169.254",
                "64:ff9b::a9fe:a9fe",
                "fe80::a9fe:a9fe",
                "fd00:ec2::254",
                "168.63.129.16",
                "100.100.100.200",
                "169.254.170.2"
            })
    void thereACloudTellsItsSecrets(String address) throws Exception {
        assertThat(GuardedNames.isSecret(InetAddress.getByName(address))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "169.254.169.253",
                "169.254.1.2",
                "fe80::1",
                "127.0.0.1",
                "::1",
                "10.0.0.1",
                "fd00:ec2::253",
                "1.1.1.1"
            })
    void thereItDoesNot(String address) throws Exception {
        assertThat(GuardedNames.isSecret(InetAddress.getByName(address))).isFalse();
    }

    /** What engines, orchestrators, lists and guides are looked up by. */
    @Test
    void theNetworksNamesAreGuarded() {
        Network network =
                Network.open(ProxyConfig.of(Map.of("event.loops", "1")).network(), "names-test");
        try (AddressResolverGroup<InetSocketAddress> names = network.names()) {
            EventLoop loop = network.loops().next();
            AddressResolver<InetSocketAddress> resolver = names.getResolver(loop);
            Future<InetSocketAddress> one = resolver.resolve(InetSocketAddress.createUnresolved("169.254.169.254", 80));
            assertThat(one.awaitUninterruptibly().cause()).hasMessageContaining("nothing is asked there");
            Future<?> all = resolver.resolveAll(InetSocketAddress.createUnresolved("169.254.169.254", 80));
            assertThat(all.awaitUninterruptibly().cause()).hasMessageContaining("nothing is asked there");
            Future<InetSocketAddress> here = resolver.resolve(InetSocketAddress.createUnresolved("127.0.0.1", 80));
            assertThat(here.awaitUninterruptibly().getNow().getPort()).isEqualTo(80);
        } finally {
            network.close(100);
        }
    }
}
