package io.acexy.simulator.engine;

import io.acexy.simulator.engine.CounterBoard.EngineCount;
import io.netty.channel.Channel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The engine's handler threads, of which every connection occupies one until it closes. Connections beyond them are accepted
 * and not read, as by a server whose threads are all taken. Confined to the engine's loop.
 */
final class ConnectionGate {

    private final EngineCore engine;
    private final Set<Channel> open = new LinkedHashSet<>();
    private final Deque<Channel> waiting = new ArrayDeque<>();

    ConnectionGate(EngineCore engine) {
        this.engine = engine;
    }

    /** A connection was accepted with reading switched off. */
    void accept(Channel channel) {
        open.add(channel);
        engine.counters.add(EngineCount.CONNECTIONS, 1);
        engine.counters.add(EngineCount.CONNECTIONS_NOW, 1);
        channel.closeFuture().addListener(closed -> remove(channel));
        waiting.addLast(channel);
        admit();
    }

    private void remove(Channel channel) {
        open.remove(channel);
        waiting.remove(channel);
        engine.counters.add(EngineCount.CONNECTIONS_NOW, -1);
        admit();
    }

    /** Gives free threads to those that wait. */
    void admit() {
        if (engine.scripts.engine() == EngineScript.THREADS_EXHAUSTED) {
            return;
        }
        int threads = engine.scripts.standard().wire().handlerThreads();
        while (!waiting.isEmpty() && open.size() - waiting.size() < threads) {
            waiting.removeFirst().config().setAutoRead(true);
        }
    }

    List<Channel> connections() {
        return new ArrayList<>(open);
    }
}
