package io.acexy.server.lifecycle;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.epoll.EpollDomainDatagramChannel;
import io.netty.channel.unix.DomainSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The socket at which a service manager hears. Any thread may tell; what it does not take is lost, and said once. */
public final class NotifySocket implements Consumer<String> {

    private static final Logger LOG = LoggerFactory.getLogger(NotifySocket.class);

    private final Channel channel;
    private final AtomicBoolean complained = new AtomicBoolean();

    private NotifySocket(Channel channel) {
        this.channel = channel;
    }

    /**
     * Connects to it, which nobody has to wait for.
     *
     * @param path the socket's; NUL first where it is abstract
     * @param epoll loops of that kind, if there are: the JDK has no such sockets
     */
    public static Consumer<String> open(String path, Optional<EventLoopGroup> epoll) {
        if (epoll.isEmpty()) {
            complain("there is no epoll here, or acexy.transport is another: let the service be of Type=exec");
            return message -> {};
        }
        ChannelFuture connected = new Bootstrap()
                .group(epoll.get())
                .channel(EpollDomainDatagramChannel.class)
                .handler(new ChannelInboundHandlerAdapter())
                .connect(new DomainSocketAddress(path))
                .awaitUninterruptibly();
        if (!connected.isSuccess()) {
            complain(connected.cause().getMessage());
            return message -> {};
        }
        return new NotifySocket(connected.channel());
    }

    /** Why a service manager hears nothing, for who looks for it. */
    private static void complain(String reason) {
        LOG.atWarn().addKeyValue("reason", reason).log("the service manager cannot be told how this process fares");
    }

    @Override
    public void accept(String message) {
        channel.writeAndFlush(Unpooled.copiedBuffer(message, StandardCharsets.UTF_8))
                .addListener(told -> {
                    if (!told.isSuccess() && complained.compareAndSet(false, true)) {
                        complain(told.cause().getMessage());
                    }
                });
    }
}
