package io.acexy.server;

import io.acexy.core.Bugs;
import io.acexy.core.Places;
import io.acexy.core.broadcast.BufferBudget;
import io.acexy.core.derived.DerivedStreams;
import io.acexy.core.engine.Engine;
import io.acexy.core.stream.StreamConfig;
import io.acexy.core.stream.StreamRegistry;
import io.acexy.core.stream.StreamServices;
import io.acexy.core.vod.FilmConfig;
import io.acexy.core.vod.FilmServices;
import io.acexy.core.vod.Films;
import io.acexy.server.admin.DoorStatus;
import io.acexy.server.admin.HlsStatus;
import io.acexy.server.admin.LimitsStatus;
import io.acexy.server.admin.LogDoor;
import io.acexy.server.admin.ProgramsStatus;
import io.acexy.server.admin.StatusDoor;
import io.acexy.server.admin.StatusPart;
import io.acexy.server.config.ProxyConfig;
import io.acexy.server.config.RunningConfig;
import io.acexy.server.http.AccessLog;
import io.acexy.server.http.Connections;
import io.acexy.server.http.Route;
import io.acexy.server.http.RouteTable;
import io.acexy.server.limits.House;
import io.acexy.server.log.AccessWriter;
import io.acexy.server.log.LogLevels;
import io.acexy.server.metrics.Metrics;
import io.acexy.server.metrics.Watched;
import io.acexy.server.net.Network;
import io.acexy.server.page.PageDoor;
import io.acexy.server.play.EngineServiceDoor;
import io.acexy.server.play.FilmDoor;
import io.acexy.server.play.GuestDoor;
import io.acexy.server.play.GuestLimits;
import io.acexy.server.play.GuestSupplies;
import io.acexy.server.play.HeirDoor;
import io.acexy.server.play.HlsDoor;
import io.acexy.server.play.HlsLimits;
import io.acexy.server.play.HlsSupplies;
import io.acexy.server.play.PlayerDoor;
import io.acexy.server.play.ProfileDoor;
import io.acexy.server.play.Seats;
import io.acexy.server.reload.Reload;
import io.acexy.server.reload.ReloadDoor;
import io.acexy.server.report.FilmNews;
import io.acexy.server.selection.EngineChoice;
import io.acexy.server.tuner.ChannelStreamPlayer;
import io.acexy.server.tuner.TunerDoor;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The running proxy: puts the rooms together, opens the door, and closes it in order. */
public final class ProxyServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ProxyServer.class);

    /** For connections that had not ended in time: to close them takes a turn of each loop. */
    private static final long FORCED_MILLIS = 500;

    private final RunningConfig settings;
    private final ProxyConfig config;
    private final Bugs bugs = new Bugs();
    private final Metrics metrics;
    private final Observatory observatory = new Observatory();
    private final ChannelStreams channels;
    private final Network network;
    private final Outward outward;
    private final EngineChoice choice;
    private final DerivedStreams derived;
    private final Places places;
    private final StreamRegistry streams;
    private final Films films;
    private final Television television;
    private final Connections connections;
    private final Lifecycle lifecycle;
    private final AccessLog access;
    private TunerFace tuner;
    private HlsDoor hls;
    private House house;
    private final RouteTable routes;
    private final Entrance entrance;
    private final Reload reload;
    private final Handover handover;
    private final AtomicBoolean closed = new AtomicBoolean();

    private ProxyServer(Setup setup) throws Exception {
        this.settings = new RunningConfig(setup.settings());
        this.config = settings.now();
        this.metrics = Metrics.of(config.metrics(), bugs);
        this.access = AccessWriter.open(config.log());
        this.entrance = new Entrance(settings, bugs);
        this.network = Network.open(config.network(), "acexy-loop");
        try {
            this.handover = new Handover(config, network, setup.origin().sockets(), bugs);
            this.outward = Outward.of(config, network, handover.elders(), bugs);
            this.choice = outward.choice(
                    config, network, metrics.choice().and(observatory.chronicle()), handover::predecessorLives, bugs);
            this.places = new Places(config.limits().streams().all());
            BufferBudget buffers = Limiting.buffers(config);
            this.films = new Films(films());
            this.derived = new DerivedStreams(config.streams().derived(), network.allocator(), bugs);
            this.television = new Television(settings, network, bugs);
            this.channels = new ChannelStreams(television, config.television().data(), bugs);
            this.streams = streams(services(buffers));
            derived.playFrom(streams);
            Limiting.letGiveWay(streams, films);
            letChannelsRun();
            choice.evacuate(this::leave);
            this.connections = Limiting.door(config, bugs);
            metrics.measure(network.loops());
            this.lifecycle = lifecycle(setup.origin());
            house = Limiting.house(config, streams, places, buffers);
            this.reload = new Rereading(entrance, house, places, connections, television)
                    .of(setup.again(), settings, lifecycle, bugs);
            this.routes = routes(buffers, setup.demo());
            entrance.open(network, routes, connections, access, handover.heritage());
            handover.open(routes(), new HeirDoor(streams).routes(), connections, access);
        } catch (Exception e) {
            giveUp();
            throw e;
        }
    }

    private void giveUp() {
        metrics.close();
        network.close(0);
        entrance.close(0);
        access.close();
    }

    /**
     * Binds and starts to serve. Blocks: not for event loops.
     *
     * @throws Exception what binding throws, or what makes the chosen transport impossible
     */
    public static ProxyServer start(ProxyConfig config) throws Exception {
        ProxyServer server = open(Setup.of(config));
        try {
            server.serve();
            return server;
        } catch (IOException e) {
            server.close();
            throw e;
        }
    }

    /** As {@link #start(ProxyConfig)}, but it is not ready, and tells nobody that it is, until {@link #serve}; with settings that can be read again. */
    static ProxyServer open(Setup setup) throws Exception {
        return new ProxyServer(setup);
    }

    /** Once; who finds that it cannot serve closes it. Blocks. */
    void serve() throws IOException {
        entrance.tellWhere(network.transport());
        entrance.tellWhoMay();
        Kinship kin = new Kinship(
                outward, handover.elders(), choice.selector(), heir -> streams.succeededBy(derived.before(heir)));
        handover.serving(entrance, tuner, lifecycle, kin);
        entrance.accept();
        lifecycle.serving(address());
        tuner.beFound(network, address().getPort(), bugs);
    }

    /** Everything that is served, at one address or another. */
    List<Route> routes() {
        return routes.routes();
    }

    /** Where it listens; the port is real even when the configuration says 0. */
    public InetSocketAddress address() {
        return entrance.address();
    }

    /** Where administration listens, if it has an address of its own. */
    public Optional<InetSocketAddress> adminAddress() {
        return entrance.adminAddress();
    }

    /** Where players connect by TLS, if they can. */
    public Optional<InetSocketAddress> encryptedAddress() {
        return entrance.encryptedAddress();
    }

    /** Where proxies connect that say for whom, if they may. */
    public Optional<InetSocketAddress> proxiedAddress() {
        return entrance.proxiedAddress();
    }

    private StreamRegistry streams(StreamServices services) {
        return new StreamRegistry(services, channels.backups(config.streams().backups()), places);
    }

    private void letChannelsRun() {
        channels.warm(
                config.streams(), streams, choice.office(), network.loops().next(), bugs);
    }

    private Lifecycle lifecycle(Origin origin) {
        Runnable lastWords = () -> hls.endLists();
        return new Lifecycle(
                network, settings, observatory.players()::count, this::takeNoMore, lastWords, origin, bugs);
    }

    /** As streams have it, as far as it concerns them. */
    private FilmServices films() {
        StreamConfig streams = config.streams().each();
        FilmConfig times = new FilmConfig(
                streams.startTimeout(), streams.failover().attemptTimeout(), streams.emptyTimeout(), streams.linger());
        return new FilmServices(
                times,
                places,
                choice.selector(),
                outward.films(),
                new FilmNews(observatory.ofFilms(choice, metrics)),
                bugs);
    }

    private StreamServices services(BufferBudget buffers) {
        return new StreamServices(
                config.streams().each(),
                derived.before(outward.selector(choice.selector())),
                derived.before(outward.sessions()),
                observatory.ofStreams(choice, metrics, films),
                network.allocator(),
                buffers,
                bugs);
    }

    private void leave(Predicate<Engine> engines) {
        streams.leave(engines);
        films.leave(engines);
    }

    /** What is served, by the rooms that serve it. */
    private RouteTable routes(BufferBudget buffers, List<Route> demo) {
        Seats seats = new Seats(house, streams);
        PlayerDoor media = new PlayerDoor(
                streams, seats, observatory.players(), config.player().writeTimeout(), () -> settings.now()
                        .player()
                        .zapping());
        hls = new HlsDoor(streams, hls(buffers, seats));
        List<Route> routes = new ArrayList<>(playing(seats, media, hls));
        routes.addAll(new EngineServiceDoor().routes());
        routes.addAll(lifecycle.routes(choice.noEngine()));
        routes.addAll(new ReloadDoor(reload).routes());
        routes.addAll(new LogDoor(LogLevels.ofProcess()).routes());
        routes.addAll(
                new StatusDoor(streams, new HlsStatus(hls::audiences), new ProgramsStatus(derived::programs), status())
                        .routes());
        metrics.watch(watched(hls, buffers));
        routes.addAll(metrics.routes());
        routes.addAll(television.routes());
        tuner = new TunerFace(
                config,
                television.base(),
                new TunerDoor.Channels(channels.lineups(), television.desk(), channels::codecs),
                new ChannelStreamPlayer(streams, media));
        routes.addAll(tuner.routes());
        routes.addAll(entrance.routes(television.base()));
        routes.addAll(new PageDoor(!demo.isEmpty()).routes());
        routes.addAll(demo);
        Observatory.Bounds bounds = new Observatory.Bounds(house, connections, buffers);
        routes.addAll(observatory.open(
                new Observatory.Subjects(streams, choice, media, channels.controls()),
                bounds,
                network.loops().next(),
                bugs));
        return new RouteTable(entrance.gate(), routes);
    }

    /** The doors to media, each with those before it that take some of its requests. */
    private List<Route> playing(Seats seats, PlayerDoor media, HlsDoor hls) {
        FilmDoor onDemand = new FilmDoor(
                films, seats, observatory.players(), config.player().filmPause());
        GuestDoor guests = new GuestDoor(
                new GuestSupplies(
                        streams,
                        media,
                        hls,
                        onDemand,
                        seats,
                        new GuestLimits(config.player().sessionTimeout(), connections.most(), outward.node()),
                        bugs),
                television.base());
        entrance.onRevoked(holders -> {
            guests.endThoseOf(holders);
            observatory.players().kickHolders(holders);
        });
        List<Route> atStreams = config.hls().m3u8() ? hls.routesForStreams() : media.routes();
        ProfileDoor profiles =
                new ProfileDoor(config.streams().derived().profiles().keySet());
        List<Route> asked = new ArrayList<>(guests.before(onDemand.before(atStreams), false));
        asked.addAll(guests.before(hls.routesForManifests(), true));
        List<Route> routes = new ArrayList<>(outward.doors(streams, profiles.before(asked)));
        routes.addAll(hls.routesForFiles());
        routes.addAll(guests.routes());
        routes.addAll(profiles.before(channels.playing(media, hls)));
        return routes;
    }

    /** What can be read at any time. */
    private Watched watched(HlsDoor hls, BufferBudget buffers) {
        return new Watched(
                new Watched.Play(streams, observatory.players(), hls, films),
                choice.office(),
                new Watched.Memory(buffers, network.allocator()),
                new Watched.Door(connections, channels::census),
                house);
    }

    /** An HLS player has a connection now and then, so there may be as many as there may be connections. */
    private HlsSupplies hls(BufferBudget buffers, Seats seats) {
        HlsLimits limits = new HlsLimits(
                config.hls().streamTimeout(),
                connections.most(),
                config.streams().each().startTimeout(),
                outward.node());
        return new HlsSupplies(config.hls().lists(), limits, buffers, seats, observatory.players(), bugs);
    }

    /** The status page beside the streams. */
    private StatusPart status() {
        return StatusPart.of(
                choice.status(),
                json -> json.writeNumberField("films", films.count()),
                television.status(),
                new DoorStatus(connections, bugs),
                new LimitsStatus(house));
    }

    /** Has the settings read again. Any thread; it never waits. */
    void readSettingsAgain() {
        reload.again(network.loops().next());
    }

    private void takeNoMore() {
        streams.drain();
        films.drain();
    }

    /** To be drained by, and to be closed after that. */
    Lifecycle lifecycle() {
        return lifecycle;
    }

    /**
     * Stops in order, within the configured shutdown timeout: no new connections, then engine sessions are stopped and
     * players get what is on its way to them and a clean end, and the orchestrator is told. Once. Blocks: not for event loops.
     */
    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        lifecycle.ending();
        long end = System.nanoTime() + config.listen().shutdownTimeout().toNanos();
        reload.close();
        handover.close();
        tuner.close();
        entrance.close(left(end));
        observatory.close();
        channels.close();
        television.close();
        connections.closeIdle();
        // An executor that outlives the loops: they end one after the other, and each has something to tell until it
        // does.
        Future<Void> stopped = streams.close(GlobalEventExecutor.INSTANCE, lifecycle.spread());
        Future<Void> ended = films.close(GlobalEventExecutor.INSTANCE);
        stopped.awaitUninterruptibly(left(end));
        ended.awaitUninterruptibly(left(end));
        handover.closeToKin();
        Future<Void> reported = choice.close(Duration.ofMillis(left(end) * 3 / 4), GlobalEventExecutor.INSTANCE);
        connections.allClosed().awaitUninterruptibly(left(end));
        reported.awaitUninterruptibly(left(end));
        connections.closeAll().awaitUninterruptibly(FORCED_MILLIS);
        network.close(left(end));
        metrics.close();
        access.close();
        LOG.atInfo().log("stopped");
    }

    private static long left(long end) {
        return Math.max(1, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime()));
    }
}
