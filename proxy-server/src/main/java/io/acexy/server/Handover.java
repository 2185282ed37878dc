package io.acexy.server;

import io.acexy.core.Bugs;
import io.acexy.server.config.ProxyConfig;
import io.acexy.server.handover.Estate;
import io.acexy.server.handover.HandoverDoor;
import io.acexy.server.handover.Heritage;
import io.acexy.server.handover.Listener;
import io.acexy.server.handover.Predecessor;
import io.acexy.server.handover.Way;
import io.acexy.server.http.AccessLog;
import io.acexy.server.http.Area;
import io.acexy.server.http.Connections;
import io.acexy.server.http.Route;
import io.acexy.server.net.Network;
import io.netty.channel.EventLoopGroup;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Between the process that was here before, this one, and the next: its listening sockets, and what they play. Opening and closing block. */
final class Handover {

    private static final Logger LOG = LoggerFactory.getLogger(Handover.class);

    /** Of a running process for an answer; it has nothing to wait for. */
    private static final Duration ANSWER = Duration.ofSeconds(10);

    /** Of a running process for the next to serve: a start takes a second or two, and more on a machine that has much to do. */
    private static final Duration START = Duration.ofSeconds(60);

    /** For the loops to leave the sockets: a turn of each. */
    private static final long LEAVING_MILLIS = 5000;

    private final ProxyConfig config;
    private final Optional<Path> path;
    private final Network network;
    private final Heritage otherwise;
    private final Bugs bugs;
    private final Optional<Predecessor> predecessor;
    private Optional<HandoverDoor> door = Optional.empty();
    private Optional<KinDoor> kin = Optional.empty();

    /**
     * Asks the process that runs for its sockets, where that is wanted, and one runs.
     *
     * @param otherwise where there is none
     * @throws IllegalStateException where sockets cannot be passed on at all
     */
    Handover(ProxyConfig config, Network network, Heritage otherwise, Bugs bugs) {
        this.config = config;
        this.path = config.listen().doors().handover();
        this.network = network;
        this.otherwise = otherwise;
        this.bugs = bugs;
        this.predecessor = path.flatMap(this::ask);
    }

    private Optional<Predecessor> ask(Path where) {
        try {
            return Predecessor.ask(where, loops(), ANSWER);
        } catch (IOException e) {
            // Then it has the addresses still; should it not, this process can as well bind them.
            LOG.atWarn()
                    .addKeyValue("handover", where)
                    .addKeyValue("reason", e.getMessage())
                    .log("the process that runs hands nothing over");
            return Optional.empty();
        }
    }

    private EventLoopGroup loops() {
        return network.epoll()
                .orElseThrow(() -> new IllegalStateException("acexy.handover needs acexy.transport=epoll, and Linux"));
    }

    /** Where the processes that were here before are asked for media, the last of them first. */
    List<Way> elders() {
        return predecessor.map(Predecessor::ways).orElse(List.of());
    }

    /**
     * Lets the process before this one, and the next, ask for media; only where there may be such.
     *
     * @param routes all that this process serves
     * @param own what is served to them alone
     * @throws Exception what binding throws
     */
    void open(List<Route> routes, List<Route> own, Connections connections, AccessLog log) throws Exception {
        if (path.isPresent()) {
            List<Route> media = new ArrayList<>(own);
            routes.stream()
                    .filter(route -> route.area() == Area.PLAY || route.area() == Area.GRANTED)
                    .forEach(media::add);
            kin = Optional.of(new KinDoor(config, network, media, connections, log));
        }
    }

    /** The sockets that need not be bound. */
    Heritage heritage() {
        return predecessor.<Heritage>map(one -> one).orElse(otherwise);
    }

    /** Whether the process before this one still runs. Any thread. */
    boolean predecessorLives() {
        return predecessor.isPresent() && predecessor.get().lives();
    }

    /** What is to be done besides with what this process has. */
    interface Succession {

        /** Where older processes are asked that may still run. */
        List<Way> elders();

        /** A newer process decides on engines from now on. */
        void replacedBy(Way newer);
    }

    /**
     * This process serves: lets the one before it end, and the next one find this. After {@link #open}.
     *
     * @throws IOException where that is impossible: then the one before goes on, and this one must not
     */
    void serving(Entrance entrance, TunerFace tuner, Lifecycle lifecycle, Succession succession) throws IOException {
        if (path.isPresent()) {
            Estate estate = new OfProxy(entrance, tuner, lifecycle, kin.orElseThrow(), succession);
            door = Optional.of(HandoverDoor.open(path.get(), loops(), estate, START, bugs));
        }
        if (predecessor.isPresent()) {
            predecessor.get().replace(kin.orElseThrow().forElders());
        }
        if (door.isPresent()) {
            door.get().publish();
        }
    }

    /** What this process has to leave. */
    private record OfProxy(Entrance entrance, TunerFace tuner, Lifecycle lifecycle, KinDoor kin, Succession succession)
            implements Estate {

        @Override
        public Map<Listener, Integer> descriptors() {
            return entrance.descriptors();
        }

        @Override
        public List<Way> ways() {
            List<Way> ways = new ArrayList<>(List.of(kin.forHeirs()));
            ways.addAll(succession.elders());
            return ways.subList(0, Math.min(ways.size(), MOST_WAYS));
        }

        /** First of all what begins here is the newer one's to decide: then no content is begun by both. */
        @Override
        public void release(int pid, Way heir) {
            succession.replacedBy(heir);
            entrance.stopListening(LEAVING_MILLIS);
            tuner.close();
            lifecycle.replacedBy(pid);
        }
    }

    void close() {
        door.ifPresent(HandoverDoor::close);
        predecessor.ifPresent(Predecessor::close);
    }

    /** No session is left on any engine: there is nothing to be asked for. */
    void closeToKin() {
        kin.ifPresent(KinDoor::close);
    }
}
