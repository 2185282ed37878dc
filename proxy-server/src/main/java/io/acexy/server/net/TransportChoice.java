package io.acexy.server.net;

/** Which of Netty's transports carries the sockets. */
public enum TransportChoice {
    /** The best that this machine has. */
    AUTO,
    EPOLL,
    IO_URING,
    NIO
}
