package io.acexy.server.config;

/** Which of Netty's transports carries the sockets. */
public enum TransportChoice {
    /** The best that this machine has. */
    AUTO,
    EPOLL,
    IO_URING,
    NIO
}
