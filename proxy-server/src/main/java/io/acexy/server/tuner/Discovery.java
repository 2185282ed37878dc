package io.acexy.server.tuner;

import io.acexy.core.Bugs;
import io.acexy.server.channels.Channel;
import io.acexy.server.net.Network;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.codec.LengthFieldBasedFrameDecoder;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.util.NetUtil;
import io.netty.util.concurrent.Ticker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The device in the network: found by UDP, and asked by TCP, at port 65001. Opening and closing block. */
public final class Discovery implements AutoCloseable {

    static final int PORT = 65001;

    private static final Logger LOG = LoggerFactory.getLogger(Discovery.class);

    private static final int MOST_CONNECTIONS = 16;
    private static final int IDLE_SECONDS = 60;
    private static final int BACKLOG = 16 * 1024;

    private final TunerDevice device;
    private final Bugs bugs;
    private final Optional<io.netty.channel.Channel> datagrams;
    private final Optional<io.netty.channel.Channel> control;

    /**
     * Where the device is.
     *
     * @param host at which it listens; empty for every address
     * @param http the door's port
     * @param base its address, where the operator has said it
     */
    public record Place(String host, int http, Optional<String> base) {}

    private Discovery(
            Network network, TunerDevice device, Place place, Supplier<List<Optional<Channel>>> tuners, Bugs bugs) {
        this.device = device;
        this.bugs = bugs;
        // Devices are asked at IPv4 broadcasts, which a socket at one address does not hear.
        InetSocketAddress address = new InetSocketAddress(place.host().isEmpty() ? "0.0.0.0" : place.host(), PORT);
        datagrams = open(
                () -> network.receive(
                        address,
                        new DiscoveryHandler(
                                device, sender -> base(place, address, sender), Ticker.systemTicker(), bugs)),
                address,
                "udp");
        control = open(() -> network.listen(address, BACKLOG, controls(tuners)), address, "tcp");
    }

    /** Listens, as far as the ports are free: a tuner that is not found can still be named. */
    public static Discovery open(
            Network network, TunerDevice device, Place place, Supplier<List<Optional<Channel>>> tuners, Bugs bugs) {
        return new Discovery(network, device, place, tuners, bugs);
    }

    /** Binds. */
    private interface Opening {
        io.netty.channel.Channel open() throws Exception;
    }

    private Optional<io.netty.channel.Channel> open(Opening opening, InetSocketAddress address, String protocol) {
        try {
            io.netty.channel.Channel channel = opening.open();
            LOG.atInfo()
                    .addKeyValue("id", device.id())
                    .addKeyValue("address", NetUtil.toSocketAddressString(address))
                    .addKeyValue("protocol", protocol)
                    .log("tuner can be found");
            return Optional.of(channel);
        } catch (Exception e) {
            LOG.atWarn()
                    .addKeyValue("address", address)
                    .addKeyValue("protocol", protocol)
                    .addKeyValue("reason", e.toString())
                    .log("tuner cannot be found in the network");
            return Optional.empty();
        }
    }

    private ChannelInitializer<io.netty.channel.Channel> controls(Supplier<List<Optional<Channel>>> tuners) {
        AtomicInteger open = new AtomicInteger();
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(io.netty.channel.Channel channel) {
                channel.closeFuture().addListener(closed -> open.decrementAndGet());
                if (open.incrementAndGet() > MOST_CONNECTIONS) {
                    channel.close();
                    return;
                }
                channel.pipeline()
                        .addLast(new IdleStateHandler(0, 0, IDLE_SECONDS))
                        .addLast(new LengthFieldBasedFrameDecoder(Frame.MOST_BYTES, 2, 2, Frame.TAIL, 0))
                        .addLast(new ControlHandler(tuners, bugs));
            }
        };
    }

    private static String base(Place place, InetSocketAddress bound, InetSocketAddress sender) {
        return place.base()
                .orElseGet(() -> "http://"
                        + NetUtil.toSocketAddressString(
                                new InetSocketAddress(here(bound.getAddress(), sender), place.http())));
    }

    /** The address of this machine by which the sender is reached: to connect a datagram socket sends nothing, and waits for nobody. */
    private static InetAddress here(InetAddress bound, InetSocketAddress sender) {
        if (!bound.isAnyLocalAddress()) {
            return bound;
        }
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.connect(sender);
            return socket.getLocalAddress();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        datagrams.ifPresent(channel -> channel.close().awaitUninterruptibly());
        control.ifPresent(channel -> channel.close().awaitUninterruptibly());
    }
}
