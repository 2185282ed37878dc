package io.acexy.orchestrator;

import io.acexy.orchestrator.http.HttpPeer;
import io.acexy.orchestrator.http.HttpTransport;
import io.acexy.orchestrator.http.NettyHttpTransport;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.resolver.AddressResolverGroup;
import io.netty.resolver.dns.DnsAddressResolverGroup;
import io.netty.resolver.dns.DnsServerAddressStreamProviders;
import io.netty.util.concurrent.Ticker;
import java.util.Optional;
import javax.net.ssl.SSLException;

/**
 * What the client stands on: the loop that owns it and the sockets that fit this loop.
 *
 * @param home runs everything of the client; belongs to the caller, who shuts it down after the client
 * @param channels makes sockets for {@code home}: the channel type must match the loop's transport
 * @param resolver finds host names without blocking the loop; belongs to the caller. Addresses and {@code localhost} do
 *     not need it
 * @param tls trusts for https addresses; empty for what the JDK trusts
 */
public record ClientTransport(
        EventLoop home,
        ChannelFactory<? extends Channel> channels,
        AddressResolverGroup<?> resolver,
        Optional<SslContext> tls) {

    /** Sockets by NIO and names by DNS, as the machine's resolver configuration says. */
    public static ClientTransport nio(EventLoop home) {
        AddressResolverGroup<?> resolver =
                new DnsAddressResolverGroup(NioDatagramChannel::new, DnsServerAddressStreamProviders.platformDefault());
        return new ClientTransport(home, NioSocketChannel::new, resolver, Optional.empty());
    }

    HttpTransport open(HttpPeer peer, Ticker ticker) {
        Optional<SslContext> context =
                peer.tls() ? Optional.of(tls.orElseGet(ClientTransport::jdkTrust)) : Optional.empty();
        return new NettyHttpTransport(home, channels, resolver, context, peer, ticker);
    }

    private static SslContext jdkTrust() {
        try {
            return SslContextBuilder.forClient()
                    .sslProvider(SslProvider.JDK)
                    .endpointIdentificationAlgorithm("HTTPS")
                    .build();
        } catch (SSLException withoutTls) {
            throw new IllegalStateException("this JVM has no TLS, https cannot be used", withoutTls);
        }
    }
}
