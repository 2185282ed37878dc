package io.acexy.core.engine;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.resolver.AddressResolverGroup;
import java.net.InetSocketAddress;
import java.time.Duration;

/** Opens TCP connections to engines on the caller's event loop. Stateless, usable from any thread. */
public final class EngineConnector {

    private final Class<? extends Channel> channelType;
    private final AddressResolverGroup<InetSocketAddress> resolver;
    private final ByteBufAllocator allocator;

    /**
     * @param channelType the client socket of the transport that the event loops use
     * @param resolver must not block: engines are often named by a container's host name
     * @param allocator for everything that is read from engines
     */
    public EngineConnector(
            Class<? extends Channel> channelType,
            AddressResolverGroup<InetSocketAddress> resolver,
            ByteBufAllocator allocator) {
        this.channelType = channelType;
        this.resolver = resolver;
        this.allocator = allocator;
    }

    /** Connects; {@code pipeline} initialises the channel, which lives on {@code loop}. */
    ChannelFuture connect(EventLoop loop, Engine engine, Duration timeout, ChannelHandler pipeline) {
        return new Bootstrap()
                .group(loop)
                .channel(channelType)
                .resolver(resolver)
                .option(ChannelOption.ALLOCATOR, allocator)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.SO_KEEPALIVE, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) timeout.toMillis())
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(EarlyReads.INSTANCE, pipeline);
                    }
                })
                .connect(engine.host(), engine.port());
    }
}
