package io.acexy.server;

import io.acexy.core.Bugs;
import io.acexy.core.engine.EngineClient;
import io.acexy.core.engine.EngineConnector;
import io.acexy.core.engine.Hops;
import io.acexy.core.engine.Upstream;
import io.acexy.core.stream.StreamRegistry;
import io.acexy.orchestrator.ClientTransport;
import io.acexy.server.config.ProxyConfig;
import io.acexy.server.net.Network;
import io.acexy.server.play.HopDoor;
import io.acexy.server.selection.ChoiceListeners;
import io.acexy.server.selection.EngineChoice;
import io.netty.channel.ReflectiveChannelFactory;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * How this proxy asks for media: engines, and others of its kind, by whom it may be asked itself.
 *
 * @param engines asks both
 * @param mark by which it is known among proxies
 */
record Outward(EngineClient engines, String mark) {

    static Outward of(ProxyConfig config, Network network, Bugs bugs) {
        EngineConnector connector =
                new EngineConnector(network.transport().client(), network.names(), network.allocator());
        Upstream upstream = new Upstream(Hops.newMark(), config.engines().upstreamKey());
        return new Outward(new EngineClient(connector, config.engines().calls(), upstream, bugs), upstream.mark());
    }

    /**
     * Who chooses an engine for each wish.
     *
     * @param listeners hear how it goes
     * @param shared whether another process of this name still reports its own streams
     */
    EngineChoice choice(
            ProxyConfig config, Network network, ChoiceListeners listeners, BooleanSupplier shared, Bugs bugs) {
        return EngineChoice.of(config, engines, desk(network), bugs, listeners, shared);
    }

    /** The loop of everything that is not a stream's or a player's, and how to leave from it. */
    private static ClientTransport desk(Network network) {
        return new ClientTransport(
                network.loops().next(),
                new ReflectiveChannelFactory<>(network.transport().client()),
                network.names(),
                Optional.empty());
    }

    /** What no wish gets past that comes in a circle. */
    HopDoor door(StreamRegistry streams) {
        return new HopDoor(mark, streams, engines::circle);
    }
}
