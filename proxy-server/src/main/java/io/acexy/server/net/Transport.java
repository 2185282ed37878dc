package io.acexy.server.net;

import io.netty.channel.Channel;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.channel.uring.IoUring;
import io.netty.channel.uring.IoUringDatagramChannel;
import io.netty.channel.uring.IoUringIoHandler;
import io.netty.channel.uring.IoUringServerSocketChannel;
import io.netty.channel.uring.IoUringSocketChannel;

/** How sockets are served: the event loops of one kind, and the channels that fit them. */
public enum Transport {
    EPOLL,
    IO_URING,
    NIO;

    /**
     * The transport of a configuration. {@code auto} is epoll where it works: in fan-out, io_uring has been measured slower.
     *
     * @throws IllegalStateException when the chosen one does not work on this machine
     */
    public static Transport of(TransportChoice choice) {
        return switch (choice) {
            case AUTO -> Epoll.isAvailable() ? EPOLL : NIO;
            case EPOLL -> require(EPOLL, Epoll.unavailabilityCause());
            case IO_URING -> require(IO_URING, IoUring.unavailabilityCause());
            case NIO -> NIO;
        };
    }

    private static Transport require(Transport transport, Throwable obstacle) {
        if (obstacle == null) {
            return transport;
        }
        Throwable root = obstacle;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        throw new IllegalStateException(
                "acexy.transport=" + transport.name().toLowerCase(java.util.Locale.ROOT) + " does not work here: "
                        + root.getMessage(),
                obstacle);
    }

    /** What makes an event loop of this kind. */
    public IoHandlerFactory handlers() {
        return switch (this) {
            case EPOLL -> EpollIoHandler.newFactory();
            case IO_URING -> IoUringIoHandler.newFactory();
            case NIO -> NioIoHandler.newFactory();
        };
    }

    /** Listens. Classes of the other kinds are not even loaded. */
    public Class<? extends ServerChannel> server() {
        return switch (this) {
            case EPOLL -> EpollServerSocketChannel.class;
            case IO_URING -> IoUringServerSocketChannel.class;
            case NIO -> NioServerSocketChannel.class;
        };
    }

    /** Connects. */
    public Class<? extends Channel> client() {
        return switch (this) {
            case EPOLL -> EpollSocketChannel.class;
            case IO_URING -> IoUringSocketChannel.class;
            case NIO -> NioSocketChannel.class;
        };
    }

    /** Asks name servers. */
    public Class<? extends DatagramChannel> datagram() {
        return switch (this) {
            case EPOLL -> EpollDatagramChannel.class;
            case IO_URING -> IoUringDatagramChannel.class;
            case NIO -> NioDatagramChannel.class;
        };
    }
}
