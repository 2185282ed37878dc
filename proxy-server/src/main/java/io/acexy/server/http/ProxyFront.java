package io.acexy.server.http;

import io.acexy.server.http.ConnectionEnd.Cause;
import io.netty.channel.Channel;
import io.netty.handler.codec.haproxy.HAProxyMessageDecoder;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Connections that begin with a head of the PROXY protocol, version 1 or 2, in which a proxy says whose connection it passes on
 * (HAProxy's {@code doc/proxy-protocol.txt}). Who could be anybody is not heard: the head is believed.
 *
 * @param senders who may send such heads
 * @param patience how long one may take to come
 */
public record ProxyFront(Predicate<InetAddress> senders, Supplier<Duration> patience) implements Front {

    /** For what a head of version 2 may say besides addresses: of a client's certificate, at most. */
    private static final int MAX_EXTRAS = 2048;

    @Override
    public void open(Connection connection, Runnable http) {
        InetSocketAddress peer = connection.peer();
        if (peer == null || !senders.test(peer.getAddress())) {
            connection.close(Cause.REFUSED, "it is no trusted proxy");
            return;
        }
        Channel channel = connection.channel();
        channel.pipeline()
                .addLast(HandlerNames.PROXY, new HAProxyMessageDecoder(MAX_EXTRAS, true))
                .addLast(
                        HandlerNames.ORIGIN,
                        new ProxyHead(connection, new RequestDeadline(connection, patience.get()), http));
    }
}
