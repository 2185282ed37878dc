package io.acexy.server;

import io.acexy.core.Bugs;
import io.acexy.server.config.ProxyConfig;
import io.acexy.server.handover.Estate;
import io.acexy.server.handover.HandoverDoor;
import io.acexy.server.handover.Heritage;
import io.acexy.server.handover.Listener;
import io.acexy.server.handover.Predecessor;
import io.acexy.server.net.Network;
import io.netty.channel.EventLoopGroup;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Between the process that was here before, this one, and the next: its listening sockets. Opening and closing block. */
final class Handover {

    private static final Logger LOG = LoggerFactory.getLogger(Handover.class);

    /** Of a running process for an answer; it has nothing to wait for. */
    private static final Duration ANSWER = Duration.ofSeconds(10);

    /** Of a running process for the next to serve: a start takes a second or two, and more on a machine that has much to do. */
    private static final Duration START = Duration.ofSeconds(60);

    /** For the loops to leave the sockets: a turn of each. */
    private static final long LEAVING_MILLIS = 5000;

    private final Optional<Path> path;
    private final Network network;
    private final Heritage otherwise;
    private final Bugs bugs;
    private final Optional<Predecessor> predecessor;
    private Optional<HandoverDoor> door = Optional.empty();

    /**
     * Asks the process that runs for its sockets, where that is wanted, and one runs.
     *
     * @param otherwise where there is none
     * @throws IllegalStateException where sockets cannot be passed on at all
     */
    Handover(ProxyConfig config, Network network, Heritage otherwise, Bugs bugs) {
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

    /** The sockets that need not be bound. */
    Heritage heritage() {
        return predecessor.<Heritage>map(one -> one).orElse(otherwise);
    }

    /** Whether the process before this one still runs. Any thread. */
    boolean predecessorLives() {
        return predecessor.isPresent() && predecessor.get().lives();
    }

    /**
     * This process serves: lets the one before it end, and the next one find this.
     *
     * @throws IOException where that is impossible: then the one before goes on, and this one must not
     */
    void serving(Entrance entrance, TunerFace tuner, Lifecycle lifecycle) throws IOException {
        if (path.isPresent()) {
            Estate estate = new OfProxy(entrance, tuner, lifecycle);
            door = Optional.of(HandoverDoor.open(path.get(), loops(), estate, START, bugs));
        }
        if (predecessor.isPresent()) {
            predecessor.get().replace();
        }
        if (door.isPresent()) {
            door.get().publish();
        }
    }

    /** What this process has to leave. */
    private record OfProxy(Entrance entrance, TunerFace tuner, Lifecycle lifecycle) implements Estate {

        @Override
        public Map<Listener, Integer> descriptors() {
            return entrance.descriptors();
        }

        @Override
        public void release(int pid) {
            entrance.stopListening(LEAVING_MILLIS);
            tuner.close();
            lifecycle.replacedBy(pid);
        }
    }

    void close() {
        door.ifPresent(HandoverDoor::close);
        predecessor.ifPresent(Predecessor::close);
    }
}
