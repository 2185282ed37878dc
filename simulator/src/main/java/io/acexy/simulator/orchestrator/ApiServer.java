package io.acexy.simulator.orchestrator;

import io.acexy.simulator.orchestrator.OrchestratorCounterBoard.Count;
import io.acexy.simulator.orchestrator.OrchestratorCounterBoard.Gauge;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ServerChannel;
import io.netty.handler.codec.http.HttpRequestDecoder;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The ports: open, or closed and held so that nobody else is given them. The second one is open in dialect B alone. Called
 * from any thread but the orchestrator's loop, on which it waits; its monitor guards the ports.
 */
final class ApiServer implements AutoCloseable {

    private static final String HOST = "127.0.0.1";
    private static final int MOST_TRIES = 1000;

    private final OrchestratorCore core;
    private final ApiGate gate;
    private final Class<? extends ServerChannel> channelType;
    private final int port;
    private final int internalPort;
    private final List<HeldPort> held = new ArrayList<>();
    private final List<Channel> listeners = new ArrayList<>();
    /** Confined to the loop. */
    private final Map<Channel, ApiConnection> connections = new LinkedHashMap<>();

    private boolean closed;

    /** Holds both ports; 0 takes free ones. */
    ApiServer(
            OrchestratorCore core,
            ApiGate gate,
            Class<? extends ServerChannel> channelType,
            int port,
            int internalPort) {
        this.core = core;
        this.gate = gate;
        this.channelType = channelType;
        held.add(new HeldPort(port));
        this.port = held.get(0).port();
        try {
            held.add(new HeldPort(internalPort));
        } catch (RuntimeException e) {
            held.get(0).close();
            throw e;
        }
        this.internalPort = held.get(1).port();
    }

    int port() {
        return port;
    }

    int internalPort() {
        return internalPort;
    }

    /** Opens what the dialect has; harmless when open. */
    synchronized void listen() {
        if (closed || !listeners.isEmpty()) {
            return;
        }
        held.forEach(HeldPort::close);
        held.clear();
        listeners.add(bind(port, false));
        if (core.dialect == OrchestratorDialect.B) {
            listeners.add(bind(internalPort, true));
        } else {
            held.add(new HeldPort(internalPort));
        }
        core.counters.listening(true);
        core.say("listens on " + HOST + ":" + port + " as " + core.dialect);
    }

    private Channel bind(int number, boolean internal) {
        return new ServerBootstrap()
                .group(core.loop, core.loop)
                .channel(channelType)
                .option(ChannelOption.SO_BACKLOG, 1024)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        accept(channel, internal);
                    }
                })
                .bind(HOST, number)
                .syncUninterruptibly()
                .channel();
    }

    private void accept(Channel channel, boolean internal) {
        ApiConnection connection = new ApiConnection(core, gate, channel);
        connections.put(channel, connection);
        core.counters.add(Count.CONNECTIONS);
        core.counters.add(Gauge.CONNECTIONS_NOW, 1);
        channel.closeFuture().addListener(done -> {
            connections.remove(channel);
            core.counters.add(Gauge.CONNECTIONS_NOW, -1);
        });
        channel.pipeline().addLast(new HttpRequestDecoder());
        channel.pipeline().addLast(new ApiChannelHandler(connection, internal));
    }

    /** Closes the ports and resets every connection; harmless when closed. */
    synchronized void refuse() {
        if (listeners.isEmpty()) {
            return;
        }
        listeners.forEach(listener -> listener.close().syncUninterruptibly());
        listeners.clear();
        core.loop
                .submit(() -> new ArrayList<>(connections.values()).forEach(ApiConnection::reset))
                .syncUninterruptibly();
        held.forEach(HeldPort::close);
        held.clear();
        held.add(hold(port));
        held.add(hold(internalPort));
        core.counters.listening(false);
        core.say("refuses connections");
    }

    /** A closed NIO socket keeps its port until its loop has selected once more: each try lets it. */
    private HeldPort hold(int number) {
        for (int tries = 1; ; tries++) {
            try {
                return new HeldPort(number);
            } catch (UncheckedIOException e) {
                if (tries == MOST_TRIES) {
                    throw e;
                }
                core.loop.schedule(() -> {}, 1, TimeUnit.MILLISECONDS).syncUninterruptibly();
            }
        }
    }

    /** For good; gives the ports back. */
    @Override
    public synchronized void close() {
        refuse();
        closed = true;
        held.forEach(HeldPort::close);
        held.clear();
    }
}
