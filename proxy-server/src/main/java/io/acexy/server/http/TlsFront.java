package io.acexy.server.http;

import io.acexy.server.http.ConnectionEnd.Cause;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslCompletionEvent;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import java.util.function.Function;
import javax.net.ssl.SSLPeerUnverifiedException;

/**
 * Connections on which TLS is spoken from the first byte on.
 *
 * @param tls makes what speaks it, which checks what certificates clients show
 */
public record TlsFront(Function<Channel, ChannelHandler> tls) implements Front {

    @Override
    public boolean isPlain() {
        return false;
    }

    @Override
    public void open(Connection connection, Runnable http) {
        connection.becomesSecure();
        connection
                .channel()
                .pipeline()
                .addLast(HandlerNames.TLS, tls.apply(connection.channel()))
                .addLast(HandlerNames.CERTIFICATE, new Shown(connection));
        http.run();
    }

    /** Remembers whether the client has shown a certificate: one that nobody vouches for ends the handshake. */
    private static final class Shown extends ChannelInboundHandlerAdapter {

        private final Connection connection;

        Shown(Connection connection) {
            this.connection = connection;
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
            if (event instanceof SslHandshakeCompletionEvent end && end.isSuccess()) {
                if (hasCertificate(ctx.pipeline().get(SslHandler.class))) {
                    connection.becomesVouchedFor();
                }
                ctx.pipeline().remove(this);
            } else if (event instanceof SslCompletionEvent end && !end.isSuccess()) {
                boolean late = end.cause() instanceof SslHandshakeTimeoutException;
                connection.ending(
                        late ? Cause.IDLE : Cause.BROKEN,
                        "no TLS: " + end.cause().getMessage());
            }
            ctx.fireUserEventTriggered(event);
        }

        private static boolean hasCertificate(SslHandler tls) {
            try {
                return tls.engine().getSession().getPeerCertificates().length > 0;
            } catch (SSLPeerUnverifiedException none) {
                return false;
            }
        }
    }
}
