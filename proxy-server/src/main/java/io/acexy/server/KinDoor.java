package io.acexy.server;

import io.acexy.server.config.ProxyConfig;
import io.acexy.server.handover.Way;
import io.acexy.server.http.AccessLog;
import io.acexy.server.http.Area;
import io.acexy.server.http.Connection;
import io.acexy.server.http.Connections;
import io.acexy.server.http.DoorInitializer;
import io.acexy.server.http.DoorWatch;
import io.acexy.server.http.Failure;
import io.acexy.server.http.FailureKind;
import io.acexy.server.http.Front;
import io.acexy.server.http.Gate;
import io.acexy.server.http.Request;
import io.acexy.server.http.Route;
import io.acexy.server.http.RouteTable;
import io.acexy.server.net.Network;
import io.netty.channel.Channel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;

/**
 * Where the other processes of this proxy ask for media while one takes over from the next: at the loopback address, with a key that they are told on
 * the socket between them. Opening and closing block; as a gate, any thread.
 */
final class KinDoor implements Gate {

    private final String heirs = Way.newKey();
    private final String elders = Way.newKey();
    private final Channel listener;

    /**
     * Opens it.
     *
     * @param media what is served
     * @throws Exception what binding throws
     */
    KinDoor(ProxyConfig config, Network network, List<Route> media, Connections connections, AccessLog log)
            throws Exception {
        DoorWatch watch = new DoorWatch(log, address -> true, address -> false);
        Front front = (connection, http) -> {
            connection.becomesKin(Connection.Kin.ANY);
            http.run();
        };
        DoorInitializer door = new DoorInitializer(
                new RouteTable(this, media), connections, config.listen()::idleTimeout, watch, front);
        InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0);
        this.listener = network.listen(anyPort, config.player().backlog(), door);
    }

    private Way way(String key) {
        return new Way(((InetSocketAddress) listener.localAddress()).getPort(), key);
    }

    /** For processes that take over. */
    Way forHeirs() {
        return way(heirs);
    }

    /** For the one from which this one has taken over. */
    Way forElders() {
        return way(elders);
    }

    @Override
    public Optional<Failure> refusal(Request request, Area area) {
        if (area == Area.GRANTED) {
            return Optional.empty();
        }
        String key = request.token().orElse("");
        if (is(key, heirs)) {
            request.connection().becomesKin(Connection.Kin.HEIR);
            return Optional.empty();
        }
        return is(key, elders)
                ? Optional.empty()
                : Optional.of(Failure.of(FailureKind.UNAUTHORIZED, "this is between the processes of this proxy"));
    }

    /** In a time that does not tell how much of it is right. */
    private static boolean is(String shown, String key) {
        return MessageDigest.isEqual(
                shown.getBytes(StandardCharsets.US_ASCII), key.getBytes(StandardCharsets.US_ASCII));
    }

    void close() {
        listener.close().awaitUninterruptibly();
    }
}
