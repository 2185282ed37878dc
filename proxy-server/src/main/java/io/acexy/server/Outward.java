package io.acexy.server;

import io.acexy.core.Bugs;
import io.acexy.core.engine.Engine;
import io.acexy.core.engine.EngineClient;
import io.acexy.core.engine.EngineConnector;
import io.acexy.core.engine.EngineFilm;
import io.acexy.core.engine.EngineSelector;
import io.acexy.core.engine.EngineSession;
import io.acexy.core.engine.FilmSession;
import io.acexy.core.engine.Hops;
import io.acexy.core.engine.MediaSession;
import io.acexy.core.engine.Upstream;
import io.acexy.core.stream.StreamRegistry;
import io.acexy.core.stream.StreamStatus;
import io.acexy.orchestrator.ClientTransport;
import io.acexy.server.config.ClusterConfig;
import io.acexy.server.config.ProxyConfig;
import io.acexy.server.handover.Way;
import io.acexy.server.http.Route;
import io.acexy.server.net.Network;
import io.acexy.server.play.HopDoor;
import io.acexy.server.play.PeerDoor;
import io.acexy.server.selection.ChoiceListeners;
import io.acexy.server.selection.EngineChoice;
import io.acexy.server.selection.KinChoice;
import io.acexy.server.selection.PeerChoice;
import io.netty.channel.ReflectiveChannelFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * How this proxy asks for media: engines, and others of its kind, by whom it may be asked itself.
 *
 * @param engines asks both
 * @param upstream how it is known among proxies
 * @param kin the processes before and after this one
 * @param peers others for the same players, if there are any
 * @param node the number of this one among them; 0 where there are none
 */
record Outward(EngineClient engines, Upstream upstream, KinChoice kin, Optional<PeerChoice> peers, int node) {

    /** @param elders where the processes that were here before are asked, which play on; the last of them first */
    static Outward of(ProxyConfig config, Network network, List<Way> elders, Bugs bugs) {
        EngineConnector connector =
                new EngineConnector(network.transport().client(), network.names(), network.allocator());
        Upstream upstream = new Upstream(Hops.newMark(), config.engines().upstreamKey());
        EngineClient client = new EngineClient(connector, config.engines().calls(), upstream, bugs);
        ClusterConfig cluster = config.engines().cluster();
        Optional<PeerChoice> peers = cluster.peers().isEmpty()
                ? Optional.empty()
                : Optional.of(PeerChoice.of(cluster, client, network.loops().next(), bugs));
        List<Engine> older = elders.stream().map(way -> relative(way, upstream)).toList();
        KinChoice kin = KinChoice.of(older, client, network.loops().next(), bugs);
        return new Outward(client, upstream, kin, peers, cluster.node());
    }

    private static Engine relative(Way way, Upstream upstream) {
        Engine one = Engine.kinAt(way.port());
        upstream.knows(one, way.key());
        return one;
    }

    /** Those of the processes before this one that may still run. */
    List<Way> running(List<Way> elders) {
        return elders.stream()
                .filter(way -> kin.elders().contains(Engine.kinAt(way.port())))
                .toList();
    }

    /** A newer process decides on engines from now on. */
    void replacedBy(Way newer) {
        kin.replacedBy(relative(newer, upstream));
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

    MediaSession.Opener sessions() {
        MediaSession.Opener own = EngineSession.with(engines);
        return peers.map(known -> known.before(own)).orElse(own);
    }

    FilmSession.Opener films() {
        return EngineFilm.with(engines);
    }

    /** Whom a stream asks: an older process or a peer that has it, else who is chosen without them. */
    EngineSelector selector(EngineSelector own) {
        return kin.before(amongPeers(own));
    }

    /** Whom a stream asks that begins when a newer process decides on engines. */
    EngineSelector succession(EngineSelector own) {
        return kin.after(amongPeers(own));
    }

    private EngineSelector amongPeers(EngineSelector own) {
        return peers.map(known -> known.before(own)).orElse(own);
    }

    /** These doors, which no wish gets to that comes in a circle, and what peers ask; from now on they are asked too. */
    List<Route> doors(StreamRegistry streams, List<Route> doors) {
        List<Route> routes = new ArrayList<>(new HopDoor(upstream.mark(), streams, engines::circle).before(doors));
        peers.ifPresent(known -> {
            Consumer<StreamStatus> asked = known.watch(streams::statuses, streams::move);
            routes.addAll(new PeerDoor(streams, asked).routes());
        });
        return routes;
    }
}
