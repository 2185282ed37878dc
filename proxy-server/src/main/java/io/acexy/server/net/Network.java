package io.acexy.server.net;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.resolver.AddressResolverGroup;
import io.netty.resolver.dns.DnsAddressResolverGroup;
import io.netty.resolver.dns.DnsNameResolverBuilder;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * What everything that talks to the network shares: event loops, buffers, sockets of the kind that fits them, and names that
 * are looked up without blocking. Any thread may ask; opening and closing block.
 */
public final class Network {

    private static final int ACCEPT_BACKLOG = 4096;

    /**
     * What is on the heap is what came compressed, and TLS of the JDK's: one chunk of megabytes for all loops is enough for that,
     * where one for each would take half of a small heap.
     */
    private static final int HEAP_ARENAS = 1;

    /** Containers get new addresses, so no name is kept for long. */
    private static final int LONGEST_TTL_SECONDS = 30;

    /** Without one a loop may end before the tasks that its end has caused; see {@link ClosesAtTheEnd}. */
    private static final long SHORTEST_QUIET_NANOS = 1;

    static {
        NettyDefaults.apply();
    }

    private final NetworkConfig config;
    private final Transport transport;
    private final PooledByteBufAllocator allocator;
    private final EventLoopGroup loops;

    private Network(NetworkConfig config, String threads) {
        this.config = config;
        this.transport = Transport.of(config.transport());
        this.allocator = allocator(config);
        int wanted = config.eventLoops() > 0
                ? config.eventLoops()
                : Runtime.getRuntime().availableProcessors();
        this.loops = new MultiThreadIoEventLoopGroup(
                wanted, new DefaultThreadFactory(threads), new ClosesAtTheEnd(transport.handlers()));
    }

    /**
     * Starts the event loops.
     *
     * @param threads what their names begin with
     * @throws IllegalStateException when the chosen transport does not work on this machine
     */
    public static Network open(NetworkConfig config, String threads) {
        return new Network(config, threads);
    }

    private static PooledByteBufAllocator allocator(NetworkConfig config) {
        int wanted = config.allocatorArenas();
        int arenas = wanted > 0 ? wanted : PooledByteBufAllocator.defaultNumDirectArena();
        int pages = config.allocatorChunkSize() / NetworkConfig.PAGE_SIZE;
        int maxOrder = Integer.numberOfTrailingZeros(pages);
        return new PooledByteBufAllocator(
                true,
                HEAP_ARENAS,
                arenas,
                NetworkConfig.PAGE_SIZE,
                maxOrder,
                PooledByteBufAllocator.defaultSmallCacheSize(),
                PooledByteBufAllocator.defaultNormalCacheSize(),
                false);
    }

    /** Which transport it came to be. */
    public Transport transport() {
        return transport;
    }

    /** The event loops, for everything there is. */
    public EventLoopGroup loops() {
        return loops;
    }

    /** The event loops, where they are of the kind that knows descriptors and sockets of the file system. */
    public Optional<EventLoopGroup> epoll() {
        return transport == Transport.EPOLL ? Optional.of(loops) : Optional.empty();
    }

    /** The one allocator, whose limits are those of the configuration. */
    public PooledByteBufAllocator allocator() {
        return allocator;
    }

    /** Looks names up; closed with the event loops. */
    public AddressResolverGroup<InetSocketAddress> names() {
        return new GuardedNames(new DnsAddressResolverGroup(new DnsNameResolverBuilder()
                .datagramChannelType(transport.datagram())
                .ttl(0, LONGEST_TTL_SECONDS)));
    }

    /**
     * Listens.
     *
     * @param backlog unsent bytes at which a connection counts as not writable
     * @param connections sets up each connection
     * @throws Exception what binding throws
     */
    public Channel listen(SocketAddress address, int backlog, ChannelHandler connections) throws Exception {
        return door(backlog, connections)
                .channel(transport.server())
                .bind(address)
                .sync()
                .channel();
    }

    /**
     * Listens at a socket that somebody else has bound, and accepts nobody until it is set to read automatically.
     *
     * @param descriptor the socket's; closed when this channel is, which leaves the others that are the same socket alone
     * @param backlog as for {@link #listen}
     * @param connections as for {@link #listen}
     * @throws IllegalStateException where that is impossible: waiting in an accept would stop an event loop
     */
    public Channel adopt(int descriptor, int backlog, ChannelHandler connections) throws Exception {
        if (epoll().isEmpty()) {
            throw new IllegalStateException("sockets that are passed on need acexy.transport=epoll");
        }
        if (!Descriptor.isNonBlocking(descriptor)) {
            throw new IllegalStateException("the socket that was passed on as descriptor " + descriptor
                    + " blocks: set NonBlocking=yes in the service's unit");
        }
        return door(backlog, connections)
                .channelFactory(() -> new EpollServerSocketChannel(descriptor))
                .option(ChannelOption.AUTO_READ, false)
                .register()
                .sync()
                .channel();
    }

    private ServerBootstrap door(int backlog, ChannelHandler connections) {
        ServerBootstrap door = new ServerBootstrap()
                .group(loops)
                .option(ChannelOption.SO_BACKLOG, ACCEPT_BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.ALLOCATOR, allocator)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.SO_KEEPALIVE, true)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, new WriteBufferWaterMark(backlog / 2, backlog))
                .handler(new AcceptGuard())
                .childHandler(connections);
        if (config.socketSendBuffer() > 0) {
            door.childOption(ChannelOption.SO_SNDBUF, config.socketSendBuffer());
        }
        return door;
    }

    /**
     * Receives datagrams.
     *
     * @param datagrams is given them
     * @throws Exception what binding throws
     */
    public Channel receive(SocketAddress address, ChannelHandler datagrams) throws Exception {
        return new Bootstrap()
                .group(loops)
                .channel(transport.datagram())
                .option(ChannelOption.ALLOCATOR, allocator)
                .handler(datagrams)
                .bind(address)
                .sync()
                .channel();
    }

    /** Ends the event loops, within that time or a little more. */
    public void close(long millis) {
        long longest = Math.max(SHORTEST_QUIET_NANOS, TimeUnit.MILLISECONDS.toNanos(millis));
        loops.shutdownGracefully(SHORTEST_QUIET_NANOS, longest, TimeUnit.NANOSECONDS)
                .awaitUninterruptibly(Math.max(100, millis));
    }
}
