package io.acexy.server;

import io.acexy.core.Bugs;
import io.acexy.server.config.ProxyConfig;
import io.acexy.server.config.TunerConfig;
import io.acexy.server.http.BaseUrl;
import io.acexy.server.http.Route;
import io.acexy.server.net.Network;
import io.acexy.server.tuner.ChannelPlayer;
import io.acexy.server.tuner.DeviceIds;
import io.acexy.server.tuner.Discovery;
import io.acexy.server.tuner.TunerDevice;
import io.acexy.server.tuner.TunerDoor;
import java.util.List;
import java.util.Optional;

/** The face of a network tuner, put together, where it is wanted. */
final class TunerFace implements AutoCloseable {

    private final ProxyConfig config;
    private final BaseUrl base;
    private final Optional<Parts> parts;
    private volatile Optional<Discovery> discovery = Optional.empty();

    private record Parts(TunerDevice device, TunerDoor door) {}

    TunerFace(ProxyConfig config, BaseUrl base, TunerDoor.Channels channels, ChannelPlayer player) {
        this.config = config;
        this.base = base;
        TunerConfig wanted = config.television().tuner();
        if (wanted.on()) {
            TunerDevice device = new TunerDevice(DeviceIds.choose(config.television()), wanted.name(), wanted.count());
            this.parts = Optional.of(new Parts(device, new TunerDoor(device, channels, base, player)));
        } else {
            this.parts = Optional.empty();
        }
    }

    /** What it serves. */
    List<Route> routes() {
        return parts.map(one -> one.door().routes()).orElse(List.of());
    }

    /**
     * Lets itself be found, if that is wanted. Blocks: for the start.
     *
     * @param port of the door
     */
    void beFound(Network network, int port, Bugs bugs) {
        if (config.television().tuner().discovery()) {
            Discovery.Place place =
                    new Discovery.Place(config.listen().address().host(), port, base.fixed());
            discovery = parts.map(one ->
                    Discovery.open(network, one.device(), place, one.door().tuners(), bugs));
        }
    }

    /** Is found no longer. Blocks: for the end. */
    @Override
    public void close() {
        discovery.ifPresent(Discovery::close);
    }
}
