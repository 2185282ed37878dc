package io.acexy.server;

import io.acexy.core.broadcast.BroadcastConfig;
import io.acexy.core.broadcast.LagPolicy;
import io.acexy.core.engine.EngineClient;
import io.acexy.core.engine.EngineConfig;
import io.acexy.core.engine.EngineConnector;
import io.acexy.core.stream.FailoverConfig;
import io.acexy.core.stream.StreamConfig;
import io.acexy.core.stream.StreamRegistry;
import io.acexy.core.stream.StreamServices;
import io.acexy.orchestrator.ClientTransport;
import io.acexy.server.config.ProxyConfig;
import io.acexy.server.http.PlayerChannelInitializer;
import io.acexy.server.http.PlayerLimits;
import io.acexy.server.net.AcceptGuard;
import io.acexy.server.net.DescriptorLimit;
import io.acexy.server.net.Transport;
import io.acexy.server.orchestration.EngineChoice;
import io.acexy.server.report.StreamListeners;
import io.acexy.server.report.StreamLog;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ReflectiveChannelFactory;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.resolver.dns.DnsAddressResolverGroup;
import io.netty.resolver.dns.DnsNameResolverBuilder;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.Future;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The running proxy: puts the rooms together, opens the door, and closes it in order. */
public final class ProxyServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ProxyServer.class);

    private static final int ACCEPT_BACKLOG = 4096;
    private static final int PAGE_SIZE = 8192;
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

    private final ProxyConfig config;
    private final Transport transport;
    private final EventLoopGroup loops;
    private final PooledByteBufAllocator allocator;
    private final EngineChoice choice;
    private final StreamRegistry streams;
    private final PlayerChannelInitializer players;
    private final Channel listener;

    private ProxyServer(ProxyConfig config) throws Exception {
        this.config = config;
        this.transport = Transport.of(config.runtime().transport());
        this.allocator = allocator(config);
        this.loops = new MultiThreadIoEventLoopGroup(
                threads(config), new DefaultThreadFactory("acexy-loop"), transport.handlers());
        try {
            EngineConnector connector = new EngineConnector(transport.client(), names(), allocator);
            EngineClient engines = new EngineClient(connector, engineLimits());
            this.choice = EngineChoice.of(config, engines, desk());
            StreamServices services = new StreamServices(
                    streamLimits(),
                    choice.selector(),
                    engines,
                    StreamListeners.of(new StreamLog(), choice.listener()),
                    allocator);
            this.streams = new StreamRegistry(services);
            choice.evacuate(streams::leave);
            this.players = new PlayerChannelInitializer(streams, playerLimits(), maxConnections(), choice.status());
            this.listener = listen();
        } catch (Exception e) {
            loops.shutdownGracefully(0, 0, TimeUnit.SECONDS);
            throw e;
        }
    }

    /**
     * Binds and starts to serve. Blocks: not for event loops.
     *
     * @throws Exception what binding throws, or what makes the chosen transport impossible
     */
    public static ProxyServer start(ProxyConfig config) throws Exception {
        ProxyServer server = new ProxyServer(config);
        LOG.atInfo()
                .addKeyValue("address", server.address())
                .addKeyValue("transport", server.transport)
                .log("listening");
        return server;
    }

    /** Where it listens; the port is real even when the configuration says 0. */
    public InetSocketAddress address() {
        return (InetSocketAddress) listener.localAddress();
    }

    private static int threads(ProxyConfig config) {
        int wanted = config.runtime().eventLoops();
        return wanted > 0 ? wanted : Runtime.getRuntime().availableProcessors();
    }

    private static PooledByteBufAllocator allocator(ProxyConfig config) {
        int wanted = config.runtime().allocatorArenas();
        int arenas = wanted > 0 ? wanted : PooledByteBufAllocator.defaultNumDirectArena();
        int pages = config.runtime().allocatorChunkSize() / PAGE_SIZE;
        int maxOrder = Integer.numberOfTrailingZeros(pages);
        return new PooledByteBufAllocator(
                true,
                arenas,
                arenas,
                PAGE_SIZE,
                maxOrder,
                PooledByteBufAllocator.defaultSmallCacheSize(),
                PooledByteBufAllocator.defaultNormalCacheSize(),
                false);
    }

    /** Names are looked up without blocking a loop; containers get new addresses, so nothing is kept long. */
    private DnsAddressResolverGroup names() {
        return new DnsAddressResolverGroup(new DnsNameResolverBuilder()
                .datagramChannelType(transport.datagram())
                .ttl(0, 30));
    }

    private EngineConfig engineLimits() {
        return new EngineConfig(
                CONNECT_TIMEOUT,
                config.engine().noResponseTimeout(),
                config.engine().stopTimeout());
    }

    /** The loop of everything that is not a stream's or a player's, and how to leave from it. */
    private ClientTransport desk() {
        return new ClientTransport(
                loops.next(), new ReflectiveChannelFactory<>(transport.client()), names(), Optional.empty());
    }

    private StreamConfig streamLimits() {
        var stream = config.stream();
        BroadcastConfig broadcast = new BroadcastConfig(
                stream.bufferSize(),
                stream.chunkSize(),
                stream.chunkWindow(),
                stream.burst(),
                LagPolicy.valueOf(config.player().onLag().name()));
        return new StreamConfig(
                broadcast,
                stream.startTimeout(),
                stream.linger(),
                stream.emptyTimeout(),
                stream.keyframeTimeout(),
                failover(),
                stream.maxStreams());
    }

    private FailoverConfig failover() {
        var failover = config.failover();
        return new FailoverConfig(
                failover.stallCheck(),
                failover.stallTimeout(),
                failover.videoTimeout(),
                failover.slowDeficit(),
                failover.attemptTimeout(),
                failover.startRace(),
                failover.standbyPlayers());
    }

    private PlayerLimits playerLimits() {
        return new PlayerLimits(
                config.player().maxPlayers(),
                config.player().writeTimeout(),
                config.listen().idleTimeout());
    }

    private int maxConnections() {
        int wanted = config.listen().maxConnections();
        return wanted > 0 ? wanted : DescriptorLimit.connections();
    }

    private Channel listen() throws InterruptedException {
        int backlog = config.player().backlog();
        ServerBootstrap door = new ServerBootstrap()
                .group(loops)
                .channel(transport.server())
                .option(ChannelOption.SO_BACKLOG, ACCEPT_BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.ALLOCATOR, allocator)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.SO_KEEPALIVE, true)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, new WriteBufferWaterMark(backlog / 2, backlog))
                .handler(new AcceptGuard())
                .childHandler(players);
        if (config.runtime().socketSendBuffer() > 0) {
            door.childOption(ChannelOption.SO_SNDBUF, config.runtime().socketSendBuffer());
        }
        return door.bind(config.listen().address().toSocketAddress()).sync().channel();
    }

    /**
     * Stops in order, within the configured shutdown timeout: no new connections, then engine sessions are stopped and
     * players get what is on its way to them and a clean end, and the orchestrator is told. Blocks: not for event loops.
     */
    @Override
    public void close() {
        long end = System.nanoTime() + config.listen().shutdownTimeout().toNanos();
        listener.close().awaitUninterruptibly(left(end));
        Future<Void> stopped = streams.close(loops.next());
        players.closeIdle();
        stopped.awaitUninterruptibly(left(end));
        Future<Void> reported = choice.close(Duration.ofMillis(left(end) * 3 / 4), loops.next());
        players.allClosed().awaitUninterruptibly(left(end));
        reported.awaitUninterruptibly(left(end));
        loops.shutdownGracefully(0, left(end), TimeUnit.MILLISECONDS).awaitUninterruptibly(Math.max(100, left(end)));
        LOG.atInfo().log("stopped");
    }

    private static long left(long end) {
        return Math.max(1, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime()));
    }
}
