package io.acexy.simulator.orchestrator;

import io.acexy.simulator.orchestrator.OrchestratorCounters.Count;
import io.acexy.simulator.support.RequestCollector;
import io.acexy.simulator.support.ServerPort;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpRequestDecoder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The ports: open, or closed and held so that nobody else is given them. The second one is open in dialect B alone. Called
 * from any thread but the orchestrator's loop, on which it waits.
 */
final class ApiServer implements AutoCloseable {

    private final OrchestratorCore core;
    private final ApiGate gate;
    private final ServerPort port;
    private final ServerPort internalPort;
    /** Confined to the loop. */
    private final Map<Channel, ApiConnection> connections = new LinkedHashMap<>();

    /** Holds both ports; 0 takes free ones. */
    ApiServer(OrchestratorCore core, ApiGate gate, int port, int internalPort) {
        this.core = core;
        this.gate = gate;
        this.port = new ServerPort(core.loop, port, channel -> accept(channel, false));
        this.internalPort = new ServerPort(core.loop, internalPort, channel -> accept(channel, true));
        this.port.refuse();
        try {
            this.internalPort.refuse();
        } catch (RuntimeException e) {
            this.port.close();
            throw e;
        }
    }

    int port() {
        return port.number();
    }

    int internalPort() {
        return internalPort.number();
    }

    /** Opens what the dialect has; harmless when open. */
    synchronized void listen() {
        if (port.isOpen()) {
            return;
        }
        port.open();
        if (core.dialect == OrchestratorDialect.B) {
            internalPort.open();
        }
        core.counters.set(Count.LISTENING, port.isOpen() ? 1 : 0);
        core.say("listens on " + ServerPort.HOST + ":" + port() + " as " + core.dialect);
    }

    private void accept(Channel channel, boolean internal) {
        ApiConnection connection = new ApiConnection(core, gate, channel);
        connections.put(channel, connection);
        core.counters.add(Count.CONNECTIONS, 1);
        core.counters.add(Count.CONNECTIONS_NOW, 1);
        channel.closeFuture().addListener(done -> {
            connections.remove(channel);
            core.counters.add(Count.CONNECTIONS_NOW, -1);
        });
        channel.pipeline().addLast(new HttpRequestDecoder());
        channel.pipeline()
                .addLast(new RequestCollector(
                        (from, request) -> connection.received(new ApiRequest(internal, request))));
    }

    /** Closes the ports and resets every connection; harmless when closed. */
    synchronized void refuse() {
        if (!port.isOpen()) {
            return;
        }
        port.refuse();
        internalPort.refuse();
        core.loop
                .submit(() -> new ArrayList<>(connections.values()).forEach(ApiConnection::reset))
                .syncUninterruptibly();
        core.counters.set(Count.LISTENING, 0);
        core.say("refuses connections");
    }

    /** For good; gives the ports back. */
    @Override
    public synchronized void close() {
        refuse();
        port.close();
        internalPort.close();
    }
}
