package io.acexy.server;

import io.acexy.core.Bugs;
import io.acexy.core.broadcast.BufferBudget;
import io.acexy.core.engine.EngineClient;
import io.acexy.core.engine.EngineConnector;
import io.acexy.core.engine.EngineSession;
import io.acexy.core.stream.StreamRegistry;
import io.acexy.core.stream.StreamServices;
import io.acexy.orchestrator.ClientTransport;
import io.acexy.server.config.ProxyConfig;
import io.acexy.server.http.PlayerChannelInitializer;
import io.acexy.server.http.PlayerLimits;
import io.acexy.server.net.DescriptorLimit;
import io.acexy.server.net.Network;
import io.acexy.server.orchestration.EngineChoice;
import io.acexy.server.report.StreamListeners;
import io.acexy.server.report.StreamLog;
import io.netty.channel.Channel;
import io.netty.channel.ReflectiveChannelFactory;
import io.netty.util.concurrent.Future;
import io.netty.util.internal.PlatformDependent;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The running proxy: puts the rooms together, opens the door, and closes it in order. */
public final class ProxyServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ProxyServer.class);

    private final ProxyConfig config;
    private final Bugs bugs = new Bugs();
    private final Network network;
    private final EngineChoice choice;
    private final StreamRegistry streams;
    private final PlayerChannelInitializer players;
    private final Channel listener;

    private ProxyServer(ProxyConfig config) throws Exception {
        this.config = config;
        this.network = Network.open(config.network(), "acexy-loop");
        try {
            EngineConnector connector =
                    new EngineConnector(network.transport().client(), network.names(), network.allocator());
            EngineClient engines = new EngineClient(connector, config.engine(), bugs);
            this.choice = EngineChoice.of(config, engines, desk());
            StreamServices services = new StreamServices(
                    config.stream(),
                    choice.selector(),
                    EngineSession.with(engines),
                    StreamListeners.of(new StreamLog(), choice.listener()),
                    network.allocator(),
                    new BufferBudget(config.buffers().of(PlatformDependent.maxDirectMemory())));
            this.streams = new StreamRegistry(services);
            choice.evacuate(streams::leave);
            this.players = new PlayerChannelInitializer(streams, playerLimits(), maxConnections(), choice.status());
            this.listener = network.listen(
                    config.listen().address().toSocketAddress(), config.player().backlog(), players);
        } catch (Exception e) {
            network.close(0);
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
                .addKeyValue("transport", server.network.transport())
                .log("listening");
        return server;
    }

    /** Where it listens; the port is real even when the configuration says 0. */
    public InetSocketAddress address() {
        return (InetSocketAddress) listener.localAddress();
    }

    /** The loop of everything that is not a stream's or a player's, and how to leave from it. */
    private ClientTransport desk() {
        return new ClientTransport(
                network.loops().next(),
                new ReflectiveChannelFactory<>(network.transport().client()),
                network.names(),
                Optional.empty());
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

    /**
     * Stops in order, within the configured shutdown timeout: no new connections, then engine sessions are stopped and
     * players get what is on its way to them and a clean end, and the orchestrator is told. Blocks: not for event loops.
     */
    @Override
    public void close() {
        long end = System.nanoTime() + config.listen().shutdownTimeout().toNanos();
        listener.close().awaitUninterruptibly(left(end));
        Future<Void> stopped = streams.close(network.loops().next());
        players.closeIdle();
        stopped.awaitUninterruptibly(left(end));
        Future<Void> reported = choice.close(
                Duration.ofMillis(left(end) * 3 / 4), network.loops().next());
        players.allClosed().awaitUninterruptibly(left(end));
        reported.awaitUninterruptibly(left(end));
        network.close(left(end));
        LOG.atInfo().log("stopped");
    }

    private static long left(long end) {
        return Math.max(1, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime()));
    }
}
