package io.acexy.server;

import io.acexy.core.Bugs;
import io.acexy.core.Places;
import io.acexy.core.broadcast.BufferBudget;
import io.acexy.core.stream.StreamRegistry;
import io.acexy.core.vod.Films;
import io.acexy.server.config.BufferConfig;
import io.acexy.server.config.LimitsConfig;
import io.acexy.server.config.ProxyConfig;
import io.acexy.server.http.Arrivals;
import io.acexy.server.http.Connections;
import io.acexy.server.limits.House;
import io.acexy.server.limits.Memory;
import io.acexy.server.limits.Playing;
import io.acexy.server.net.DescriptorLimit;
import io.acexy.server.settings.Networks;
import io.netty.util.internal.PlatformDependent;

/** What is limited, put together: beside the composition root, because that has a page of its own. */
final class Limiting {

    private Limiting() {}

    /** Of all rings, and, where that is wanted, of players too. */
    static BufferBudget buffers(ProxyConfig config) {
        long most = PlatformDependent.maxDirectMemory();
        int both = config.limits().memory();
        BufferConfig rings = config.streams().buffers();
        return new BufferBudget(both == 0 ? rings.of(most) : Math.max(1, most / 100 * both));
    }

    /** What nobody watches gives its place up, be it a film for a stream or the other way round. */
    static void letGiveWay(StreamRegistry streams, Films films) {
        streams.roomIn((wanted, executor) -> films.giveRoom(executor));
        films.roomIn(streams::giveRoom);
    }

    /** How many there may be at once. */
    static int connections(ProxyConfig config) {
        int wanted = config.listen().maxConnections();
        return wanted > 0 ? wanted : DescriptorLimit.connections();
    }

    /** Those that there will be. */
    static Connections door(ProxyConfig config, Bugs bugs) {
        Connections connections = new Connections(connections(config), bugs);
        connections.bound(arrivals(config));
        return connections;
    }

    /** How many may come from one address. */
    static Arrivals.Bounds arrivals(ProxyConfig config) {
        LimitsConfig.Connections most = config.limits().connections();
        Networks proxies = config.listen().access().trusted();
        return new Arrivals.Bounds(
                most.rate(), most.waiting(), address -> most.free().contains(address) || proxies.contains(address));
    }

    static House house(ProxyConfig config, StreamRegistry streams, Places places, BufferBudget buffers) {
        Memory memory = config.limits().memory() == 0
                ? Memory.PLENTY
                : Memory.of(
                        buffers,
                        config.streams().each().broadcast().ring().floorBytes(),
                        config.player().backlog());
        return new House(
                config.limits(),
                config.player().zapping(),
                new House.Surroundings(Playing.of(streams), places, memory),
                System::nanoTime);
    }
}
