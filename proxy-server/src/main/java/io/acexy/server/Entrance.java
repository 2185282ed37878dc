package io.acexy.server;

import io.acexy.core.Bugs;
import io.acexy.server.access.Guard;
import io.acexy.server.access.Keys;
import io.acexy.server.access.SignDoor;
import io.acexy.server.access.Signatures;
import io.acexy.server.access.Watch;
import io.acexy.server.config.AccessConfig;
import io.acexy.server.config.DoorsConfig;
import io.acexy.server.config.ProxyConfig;
import io.acexy.server.config.RunningConfig;
import io.acexy.server.handover.Heritage;
import io.acexy.server.handover.Listener;
import io.acexy.server.http.AccessLog;
import io.acexy.server.http.Area;
import io.acexy.server.http.BaseUrl;
import io.acexy.server.http.Connections;
import io.acexy.server.http.DoorInitializer;
import io.acexy.server.http.DoorWatch;
import io.acexy.server.http.Front;
import io.acexy.server.http.Gate;
import io.acexy.server.http.ProxyFront;
import io.acexy.server.http.Route;
import io.acexy.server.http.RouteTable;
import io.acexy.server.http.TlsFront;
import io.acexy.server.http.ToTls;
import io.acexy.server.net.Certificates;
import io.acexy.server.net.Network;
import io.acexy.server.net.TlsConfig;
import io.acexy.server.net.Transport;
import io.acexy.server.settings.ListenAddress;
import io.acexy.server.settings.Networks;
import io.netty.channel.Channel;
import io.netty.channel.unix.UnixChannel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Where the proxy listens, and whom it lets in: at one address, or, where administration has one of its own, at two that serve
 * different things. Opening and closing block.
 */
final class Entrance {

    private static final Logger LOG = LoggerFactory.getLogger(Entrance.class);

    private static final Set<Area> INSIDE = EnumSet.of(Area.STATUS, Area.METRICS, Area.ADMIN);
    private static final Set<Area> OUTSIDE = EnumSet.of(Area.PLAY, Area.LISTS, Area.GRANTED);

    private final ProxyConfig config;
    private final RunningConfig settings;
    private final Keys keys;
    private final Signatures signatures;
    private final Guard guard;
    private final Optional<Certificates> certificates;
    private final Optional<Watch> certificateFiles;
    private volatile Optional<DoorsConfig.Encrypted> tls;
    private final Map<Listener, Channel> listeners = new EnumMap<>(Listener.class);
    private final Map<Listener, InetSocketAddress> places = new EnumMap<>(Listener.class);

    /** @throws IOException where the keys or the certificates cannot be read */
    Entrance(RunningConfig settings, Bugs bugs) throws IOException {
        this.settings = settings;
        this.config = settings.now();
        AccessConfig access = config.listen().access();
        this.tls = config.listen().doors().encrypted();
        this.certificates = certificates(config);
        this.keys = Keys.open(access.keys(), bugs);
        this.signatures = signatures(access, keys, bugs);
        this.guard = new Guard(access, config.television().base(), keys, signatures);
        this.certificateFiles = certificates.map(files -> new Watch("certificates", bugs, files::look));
    }

    private static Signatures signatures(AccessConfig access, Keys keys, Bugs bugs) throws IOException {
        try {
            return Signatures.open(access.signing(), Clock.systemUTC(), bugs);
        } catch (IOException e) {
            keys.close();
            throw e;
        }
    }

    /**
     * Reads and checks what holds here of other settings. Blocks.
     *
     * @return makes it hold
     * @throws IOException where keys, secrets or certificates cannot be read; nothing has changed
     */
    Runnable prepare(ProxyConfig next) throws IOException {
        AccessConfig access = next.listen().access();
        Optional<DoorsConfig.Encrypted> encrypted = next.listen().doors().encrypted();
        List<Runnable> steps = new ArrayList<>();
        steps.add(() -> guard.take(access));
        steps.add(keys.prepare(access.keys()));
        steps.add(signatures.prepare(access.signing()));
        if (certificates.isPresent() && encrypted.isPresent()) {
            steps.add(prepare(certificates.get(), encrypted.get()));
            steps.add(() -> tls = encrypted);
        }
        return () -> steps.forEach(Runnable::run);
    }

    private static Runnable prepare(Certificates certificates, DoorsConfig.Encrypted next) throws IOException {
        try {
            return certificates.prepare(next.tls());
        } catch (IOException e) {
            throw new IOException("acexy.tls: " + Certificates.words(e), e);
        }
    }

    private Networks proxies() {
        return settings.now().listen().access().trusted();
    }

    /** What it serves itself. */
    List<Route> routes(BaseUrl base) {
        return new SignDoor(signatures, base).routes();
    }

    /** Who may. */
    Gate gate() {
        return guard;
    }

    /** Hears who has lost his key. */
    void onRevoked(Consumer<Set<String>> listener) {
        keys.onRevoked(listener);
    }

    /**
     * Begins to listen; at sockets that others have bound, nobody is accepted before {@link #accept}.
     *
     * @param heritage what need not be bound
     * @throws Exception what binding throws
     */
    void open(Network network, RouteTable routes, Connections connections, AccessLog log, Heritage heritage)
            throws Exception {
        DoorWatch watch = new DoorWatch(
                log, address -> address.isLoopbackAddress() || proxies().contains(address), address -> proxies()
                        .contains(address));
        Supplier<Duration> patience = () -> settings.now().listen().idleTimeout();
        Map<Listener, Plan> plans = plans(routes, patience);
        Map<Listener, InetSocketAddress> wanted = new EnumMap<>(Listener.class);
        plans.forEach((what, plan) -> wanted.put(what, plan.address().toSocketAddress()));
        Map<Listener, Integer> bound = heritage.of(wanted);
        for (Map.Entry<Listener, Plan> one : plans.entrySet()) {
            Listener what = one.getKey();
            Plan plan = one.getValue();
            DoorInitializer door = new DoorInitializer(plan.served(), connections, patience, watch, plan.front());
            Integer descriptor = bound.get(what);
            int backlog = config.player().backlog();
            Channel listener = descriptor == null
                    ? network.listen(wanted.get(what), backlog, door)
                    : network.adopt(descriptor, backlog, door);
            listeners.put(what, listener);
            places.put(what, (InetSocketAddress) listener.localAddress());
        }
    }

    /** Accepts everywhere: from now on this process cannot end without somebody's loss. */
    void accept() {
        listeners.values().forEach(listener -> listener.config().setAutoRead(true));
    }

    /** One more listener. */
    private record Plan(ListenAddress address, RouteTable served, Front front) {}

    private Map<Listener, Plan> plans(RouteTable routes, Supplier<Duration> patience) {
        Map<Listener, Plan> plans = new EnumMap<>(Listener.class);
        Optional<ListenAddress> admin = config.listen().access().admin();
        RouteTable media = admin.isEmpty() ? routes : routes.without(INSIDE);
        plans.put(Listener.PLAY, new Plan(config.listen().address(), sentToTls(media), Front.NONE));
        certificates.ifPresent(files -> {
            Front front = new TlsFront(
                    channel -> files.handler(channel, tls.orElseThrow().handshake()));
            plans.put(Listener.TLS, new Plan(tls.orElseThrow().address(), media, front));
        });
        admin.ifPresent(address -> plans.put(Listener.ADMIN, new Plan(address, routes.without(OUTSIDE), Front.NONE)));
        config.listen()
                .doors()
                .proxied()
                .ifPresent(address -> plans.put(
                        Listener.PROXY, new Plan(address, media, new ProxyFront(this::maySayForWhom, patience))));
        return plans;
    }

    private boolean maySayForWhom(InetAddress sender) {
        Networks proxies = proxies();
        return proxies.isEmpty() ? sender.isLoopbackAddress() : proxies.contains(sender);
    }

    private RouteTable sentToTls(RouteTable media) {
        return tls.isEmpty()
                ? media
                : media.behind(new ToTls(
                        () -> tls.orElseThrow().redirects(),
                        config.television().base(),
                        () -> places.get(Listener.TLS).getPort(),
                        address -> proxies().contains(address)));
    }

    private static Optional<Certificates> certificates(ProxyConfig config) throws IOException {
        Optional<TlsConfig> tls = config.listen().doors().encrypted().map(DoorsConfig.Encrypted::tls);
        if (tls.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Certificates.open(tls.get()));
        } catch (IOException e) {
            throw new IOException("acexy.tls: " + Certificates.words(e), e);
        }
    }

    /** Where media is served. */
    InetSocketAddress address() {
        return places.get(Listener.PLAY);
    }

    /** Where players connect by TLS, if they can. */
    Optional<InetSocketAddress> encryptedAddress() {
        return Optional.ofNullable(places.get(Listener.TLS));
    }

    /** Where administration listens, if it has an address of its own. */
    Optional<InetSocketAddress> adminAddress() {
        return Optional.ofNullable(places.get(Listener.ADMIN));
    }

    /** Where proxies connect that say for whom, if they may. */
    Optional<InetSocketAddress> proxiedAddress() {
        return Optional.ofNullable(places.get(Listener.PROXY));
    }

    /** The descriptors of what listens, where the transport knows such. */
    Map<Listener, Integer> descriptors() {
        Map<Listener, Integer> all = new EnumMap<>(Listener.class);
        listeners.forEach(
                (what, channel) -> all.put(what, ((UnixChannel) channel).fd().intValue()));
        return all;
    }

    /** What listens where. */
    void tellWhere(Transport transport) {
        places.forEach((place, address) -> LOG.atInfo()
                .addKeyValue("address", address)
                .addKeyValue("transport", transport)
                .log(place.said()));
    }

    /** Which networks need no key; everybody else shows one. */
    void tellWhoMay() {
        LoggingEventBuilder line = LOG.atInfo();
        for (Map.Entry<Area, Networks> one : guard.open().entrySet()) {
            String area = one.getKey().name().toLowerCase(Locale.ROOT);
            line = line.addKeyValue(
                    area, one.getValue().isEmpty() ? "nobody" : one.getValue().toString());
        }
        line.addKeyValue("keys", keys.count()).log("open without a key");
    }

    /** Takes no more connections; those that wait are left to whoever has the sockets too. Blocks. */
    void stopListening(long millis) {
        listeners.values().forEach(listener -> listener.close().awaitUninterruptibly(millis));
    }

    /** Takes no more connections, and looks at no file any more. */
    void close(long millis) {
        stopListening(millis);
        keys.close();
        signatures.close();
        certificateFiles.ifPresent(Watch::close);
    }
}
