package io.acexy.server;

import io.acexy.core.Bugs;
import io.acexy.server.access.Guard;
import io.acexy.server.access.Keys;
import io.acexy.server.config.AccessConfig;
import io.acexy.server.config.ProxyConfig;
import io.acexy.server.http.AccessLog;
import io.acexy.server.http.Area;
import io.acexy.server.http.Connections;
import io.acexy.server.http.DoorInitializer;
import io.acexy.server.http.DoorWatch;
import io.acexy.server.http.Gate;
import io.acexy.server.http.RouteTable;
import io.acexy.server.net.Network;
import io.acexy.server.settings.ListenAddress;
import io.acexy.server.settings.Networks;
import io.netty.channel.Channel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
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
    private final Keys keys;
    private final Guard guard;
    private final List<Channel> listeners = new ArrayList<>();

    /** @throws IOException where the keys cannot be read */
    Entrance(ProxyConfig config, Bugs bugs) throws IOException {
        AccessConfig access = config.listen().access();
        this.config = config;
        this.keys = Keys.open(access.keys(), bugs);
        this.guard = new Guard(access, config.television().base(), keys);
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
     * Begins to listen.
     *
     * @throws Exception what binding throws
     */
    void open(Network network, RouteTable routes, Connections connections, AccessLog log) throws Exception {
        Networks proxies = config.listen().access().trusted();
        DoorWatch watch = new DoorWatch(
                log, address -> address.isLoopbackAddress() || proxies.contains(address), proxies::contains);
        Optional<ListenAddress> admin = config.listen().access().admin();
        listeners.add(listen(
                network,
                config.listen().address(),
                new DoorInitializer(
                        admin.isEmpty() ? routes : routes.without(INSIDE),
                        connections,
                        config.listen().idleTimeout(),
                        watch)));
        if (admin.isPresent()) {
            listeners.add(listen(
                    network,
                    admin.get(),
                    new DoorInitializer(
                            routes.without(OUTSIDE),
                            connections,
                            config.listen().idleTimeout(),
                            watch)));
        }
    }

    private Channel listen(Network network, ListenAddress address, DoorInitializer door) throws Exception {
        return network.listen(address.toSocketAddress(), config.player().backlog(), door);
    }

    /** Where media is served. */
    InetSocketAddress address() {
        return (InetSocketAddress) listeners.get(0).localAddress();
    }

    /** Where administration listens, if it has an address of its own. */
    Optional<InetSocketAddress> adminAddress() {
        return listeners.size() < 2
                ? Optional.empty()
                : Optional.of((InetSocketAddress) listeners.get(1).localAddress());
    }

    /** Which networks need no key; everybody else shows one. */
    void tellWhoMay() {
        adminAddress()
                .ifPresent(
                        address -> LOG.atInfo().addKeyValue("address", address).log("administration listens"));
        LoggingEventBuilder line = LOG.atInfo();
        for (Map.Entry<Area, Networks> one : guard.open().entrySet()) {
            String area = one.getKey().name().toLowerCase(Locale.ROOT);
            line = line.addKeyValue(
                    area, one.getValue().isEmpty() ? "nobody" : one.getValue().toString());
        }
        line.addKeyValue("keys", keys.count()).log("open without a key");
    }

    /** Takes no more connections. */
    void close(long millis) {
        listeners.forEach(listener -> listener.close().awaitUninterruptibly(millis));
        keys.close();
    }
}
