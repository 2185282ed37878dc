package io.acexy.server.http;

import io.netty.channel.Channel;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.GenericFutureListener;
import java.util.concurrent.TimeUnit;

/**
 * Closes a connection behind its last answer: first our half, and the whole when the client has closed too, or after a
 * moment. To close at once while the client still sends would reset the connection, and a reset can destroy the answer on
 * its way (RFC 9112, 9.6). What still comes has to be read and dropped by the pipeline.
 */
final class LingeringClose implements GenericFutureListener<Future<Void>> {

    private static final long LINGER_MILLIS = 1_000;

    private final Channel channel;

    LingeringClose(Channel channel) {
        this.channel = channel;
    }

    /** By TLS it is said before, or the client would take what he has for a part (RFC 8446, 6.1). */
    private static void shutDown(DuplexChannel duplex) {
        SslHandler tls = duplex.pipeline().get(SslHandler.class);
        if (tls == null) {
            duplex.shutdownOutput();
        } else {
            tls.closeOutbound().addListener(said -> duplex.shutdownOutput());
        }
    }

    @Override
    public void operationComplete(Future<Void> answered) {
        if (!answered.isSuccess() || !(channel instanceof DuplexChannel duplex)) {
            channel.close();
            return;
        }
        shutDown(duplex);
        Future<?> end = channel.eventLoop().schedule(() -> channel.close(), LINGER_MILLIS, TimeUnit.MILLISECONDS);
        channel.closeFuture().addListener(closed -> end.cancel(false));
        channel.config().setAutoRead(true);
    }
}
