package io.acexy.simulator.support;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A port of 127.0.0.1 that is open, or closed and held, so that it refuses and nobody else is given it. Any thread may call
 * but the loop, which is waited for; the monitor guards all fields.
 */
public final class ServerPort implements AutoCloseable {

    public static final String HOST = "127.0.0.1";

    private static final int MOST_TRIES = 1000;

    private final EventLoop loop;
    private final Consumer<Channel> accept;
    private int number;
    private HeldPort held;
    private Channel listener;
    private boolean closed;

    /**
     * Neither open nor held yet.
     *
     * @param loop of the listener and of every connection
     * @param number which; 0 takes a free one
     * @param accept prepares a new connection, on the loop, before anything is read
     */
    public ServerPort(EventLoop loop, int number, Consumer<Channel> accept) {
        this.loop = loop;
        this.number = number;
        this.accept = accept;
    }

    /** Loops for simulators that are given none. */
    public static EventLoopGroup newLoops(int threads) {
        return new MultiThreadIoEventLoopGroup(threads, NioIoHandler.newFactory());
    }

    /** Ends a connection with RST, dropping what is not sent yet. */
    public static void reset(Channel channel) {
        if (channel.isOpen()) {
            channel.config().setOption(ChannelOption.SO_LINGER, 0);
        }
        channel.close();
    }

    /** Its number, once it was open or held. */
    public synchronized int number() {
        return number;
    }

    public synchronized boolean isOpen() {
        return listener != null;
    }

    /** Opens it; harmless when open, and in vain once closed. Throws what binding throws. */
    public synchronized void open() {
        if (closed || listener != null) {
            return;
        }
        release();
        listener = new ServerBootstrap()
                .group(loop, loop)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, 1024)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        accept.accept(channel);
                    }
                })
                .bind(HOST, number)
                .syncUninterruptibly()
                .channel();
        number = ((InetSocketAddress) listener.localAddress()).getPort();
    }

    /** Closes and holds it; what is connected stays so. A closed NIO socket keeps its port until its loop has selected again. */
    public synchronized void refuse() {
        closeListener();
        for (int tries = 1; held == null && !closed; tries++) {
            try {
                held = new HeldPort(number);
                number = held.port();
            } catch (UncheckedIOException e) {
                if (tries == MOST_TRIES) {
                    throw e;
                }
                loop.schedule(() -> {}, 1, TimeUnit.MILLISECONDS).syncUninterruptibly();
            }
        }
    }

    private void closeListener() {
        if (listener != null) {
            listener.close().syncUninterruptibly();
            listener = null;
        }
    }

    private void release() {
        if (held != null) {
            held.close();
            held = null;
        }
    }

    /** For good; gives the port back. */
    @Override
    public synchronized void close() {
        closed = true;
        closeListener();
        release();
    }
}
