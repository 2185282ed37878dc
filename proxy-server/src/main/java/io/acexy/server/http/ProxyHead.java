package io.acexy.server.http;

import io.acexy.server.http.ConnectionEnd.Cause;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.haproxy.HAProxyCommand;
import io.netty.handler.codec.haproxy.HAProxyMessage;
import io.netty.handler.codec.haproxy.HAProxyProxiedProtocol.AddressFamily;
import io.netty.handler.codec.haproxy.HAProxySSLTLV;
import io.netty.util.NetUtil;
import io.netty.util.ReferenceCountUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/**
 * Takes the one head of the PROXY protocol, and lets HTTP begin behind it. The handlers of HTTP come when it has been read, not before:
 * what stands behind a broken one is nobody's request. Confined to the channel's loop.
 */
final class ProxyHead extends ChannelInboundHandlerAdapter {

    private final Connection connection;
    private final RequestDeadline deadline;
    private final Runnable http;

    /** @param http puts the handlers of HTTP into the pipeline */
    ProxyHead(Connection connection, RequestDeadline deadline, Runnable http) {
        this.connection = connection;
        this.deadline = deadline;
        this.http = http;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        deadline.restart();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        deadline.cancel();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        deadline.cancel();
        ctx.fireChannelInactive();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        try {
            // Behind a broken one, the end of the connection lets the decoder go on: that is too late for another.
            if (message instanceof HAProxyMessage head && ctx.channel().isActive()) {
                connection.isSaidToComeFrom(client(head), isSecure(head));
                http.run();
                ctx.pipeline().remove(this);
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    /**
     * Null where it is nobody's that could be named: a health check of the proxy itself ({@code LOCAL}), a client that it does not know
     * ({@code UNKNOWN}), one of a Unix socket. None of them has the rights of the proxy's own address.
     */
    private static InetSocketAddress client(HAProxyMessage head) {
        AddressFamily family = head.proxiedProtocol().addressFamily();
        if (head.command() == HAProxyCommand.LOCAL
                || (family != AddressFamily.AF_IPv4 && family != AddressFamily.AF_IPv6)) {
            return null;
        }
        byte[] address = NetUtil.createByteArrayFromIpAddressString(head.sourceAddress());
        try {
            return address == null ? null : new InetSocketAddress(InetAddress.getByAddress(address), head.sourcePort());
        } catch (UnknownHostException impossible) {
            return null;
        }
    }

    /** Whether the client has spoken TLS to the proxy, as far as that says so. */
    private static boolean isSecure(HAProxyMessage head) {
        return head.tlvs().stream().anyMatch(extra -> extra instanceof HAProxySSLTLV tls && tls.isPP2ClientSSL());
    }

    /** What the decoder before this says of a broken head, or the network of its own. */
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        connection.close(Cause.BROKEN, "no PROXY head: " + cause.getMessage());
    }
}
