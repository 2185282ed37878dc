package io.acexy.simulator.engine;

import io.acexy.simulator.support.ReceivedRequest;
import io.acexy.simulator.support.RequestCollector;
import io.acexy.simulator.support.ServerPort;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.handler.codec.http.HttpRequestDecoder;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One simulated AceStream engine on a port of 127.0.0.1: its HTTP interface, its session rules and timing, endless media, and
 * its ways to fail as {@linkplain EngineScript scripts} that can be switched while it runs. What it imitates, and how sure
 * each fact is, is said where it is imitated.
 *
 * <p>Any thread but the engine's own loop may call; each call has taken effect when it returns. An engine lives until
 * {@link #close}, through any number of {@link #kill} and {@link #restart}.
 */
public final class EngineSimulator implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EngineSimulator.class);
    /** More than a tick's share of a burst at 8 Mbit/s, and a bound for what one slow reader can hold. */
    private static final WriteBufferWaterMark WATER_MARK = new WriteBufferWaterMark(64 * 1024, 256 * 1024);

    private final EventLoopGroup ownLoops;
    private final EngineCore core;
    private final ConnectionGate gate;
    private final EngineRoutes routes;
    private final Consumer<ReceivedRequest> observer;
    private final ServerPort port;

    private EngineSimulator(Builder builder) {
        this.ownLoops = builder.loops == null ? ServerPort.newLoops(1) : null;
        EventLoop loop = (builder.loops == null ? ownLoops : builder.loops).next();
        Broadcaster broadcaster = builder.broadcaster == null ? Broadcaster.ofTestPattern() : builder.broadcaster;
        this.core = new EngineCore(loop, broadcaster, new ScriptBoard(builder.settings));
        this.gate = new ConnectionGate(core);
        this.routes = new EngineRoutes(core);
        this.observer = builder.observer;
        this.port = new ServerPort(loop, builder.port, this::accept);
        try {
            port.open();
        } catch (RuntimeException e) {
            shutDownOwnLoop();
            throw e;
        }
        LOG.atInfo().addKeyValue("port", port()).log("engine simulator listens");
    }

    private void accept(Channel channel) {
        core.reachedAt(((InetSocketAddress) channel.localAddress()).getPort());
        channel.config().setAutoRead(false);
        channel.config().setWriteBufferWaterMark(WATER_MARK);
        channel.pipeline().addLast(new HttpRequestDecoder());
        channel.pipeline().addLast(new RequestCollector(new EngineConnection(core, routes, observer)));
        gate.accept(channel);
    }

    /** An engine with fast settings, the test pattern and any free port, started. */
    public static EngineSimulator start() {
        return builder().start();
    }

    /** As {@link #start()}, with other settings. */
    public static EngineSimulator start(EngineSettings settings) {
        return builder().settings(settings).start();
    }

    /** For everything else that can be chosen. */
    public static Builder builder() {
        return new Builder();
    }

    /** The infohash that a content id leads to in every simulated engine. */
    public static String infohashOf(String contentId) {
        return ContentNames.infohashOf(contentId);
    }

    /** Chooses what an engine is made of, then starts it. */
    public static final class Builder {
        private int port;
        private EngineSettings settings = EngineSettings.fast();
        private Broadcaster broadcaster;
        private EventLoopGroup loops;
        private Consumer<ReceivedRequest> observer = request -> {};

        private Builder() {}

        /** A fixed port; 0, the default, takes a free one. */
        public Builder port(int value) {
            port = value;
            return this;
        }

        /** Settings for all contents that have none of their own. */
        public Builder settings(EngineSettings value) {
            settings = value;
            return this;
        }

        /** What is on air; engines that share it serve the same bytes. */
        public Builder broadcaster(Broadcaster value) {
            broadcaster = value;
            return this;
        }

        /** NIO loops to live on instead of one of its own; the engine takes one of them and does not shut them down. */
        public Builder loops(EventLoopGroup group) {
            loops = group;
            return this;
        }

        /** Told of each request, on the engine's loop: must not block. */
        public Builder observer(Consumer<ReceivedRequest> value) {
            observer = value;
            return this;
        }

        /**
         * Binds and serves.
         *
         * @throws RuntimeException if the port is taken
         */
        public EngineSimulator start() {
            return new EngineSimulator(this);
        }
    }

    /** The port, also while the engine is dead. */
    public int port() {
        return port.number();
    }

    /** Host and port, as a proxy is told of an engine. */
    public String authority() {
        return ServerPort.HOST + ":" + port();
    }

    /** What is on air: the truth to compare with. */
    public Broadcaster broadcaster() {
        return core.broadcaster;
    }

    /** Switches the script of the whole engine: of the engine itself, or of every content that has none of its own. */
    public void setScript(EngineScript script) {
        if (script == EngineScript.DIES) {
            kill();
            return;
        }
        core.scripts.set(script);
        onLoop(gate::admit);
    }

    /**
     * Switches the script of one content; it outweighs what is set for all contents.
     *
     * @throws IllegalArgumentException if the script concerns the whole engine
     */
    public void setScript(String infohash, EngineScript script) {
        core.scripts.set(infohash, script);
        onLoop(() -> {}); // A tick that began under the old script is over when this returns.
    }

    /** Switches how every film is served that has no script of its own; requests for bytes that come in later obey. */
    public void setScript(FilmScript script) {
        core.scripts.set(script);
    }

    /** Switches how one film is served. */
    public void setScript(String infohash, FilmScript script) {
        core.scripts.set(infohash, script);
    }

    /** Gives a content settings of its own; sessions of it that run, and later ones beside them, keep what they have. */
    public void configure(String infohash, EngineSettings settings) {
        core.scripts.configure(infohash, settings);
    }

    /** The process dies: every socket is reset, the port refuses, sessions are forgotten. Harmless when dead already. */
    public synchronized void kill() {
        if (!port.isOpen()) {
            return;
        }
        core.scripts.set(EngineScript.DIES);
        LOG.atInfo().addKeyValue("port", port()).log("engine simulator dies");
        port.refuse();
        end(ServerPort::reset);
    }

    private void end(Consumer<Channel> connection) {
        onLoop(() -> {
            core.stopTicking();
            core.swarms.forgetAll();
            gate.connections().forEach(connection);
        });
    }

    /** The process is up again on the same port with the script NORMAL; for a while get_status says nothing is loaded. */
    public synchronized void restart() {
        kill();
        core.scripts.set(EngineScript.NORMAL);
        Duration loading = core.scripts.standard().faults().playlistLoading();
        onLoop(() -> core.loadingUntil = System.nanoTime() + loading.toNanos());
        port.open();
    }

    /** What was counted up to now. */
    public EngineCounters counters() {
        return core.counters.snapshot();
    }

    /**
     * Waits until the counters satisfy a condition.
     *
     * @return the counters that did
     * @throws IllegalStateException if they do not in time; the message holds what they were
     */
    public EngineCounters awaitCounters(Predicate<EngineCounters> condition, Duration atMost)
            throws InterruptedException {
        return core.counters.await(condition, atMost);
    }

    /** Closes every socket and, where the loop is the engine's own, ends its thread. */
    @Override
    public synchronized void close() {
        if (core.loop.isShuttingDown()) {
            return;
        }
        port.close();
        end(Channel::close);
        shutDownOwnLoop();
    }

    private void shutDownOwnLoop() {
        if (ownLoops != null) {
            ownLoops.shutdownGracefully(0, 60, TimeUnit.SECONDS).syncUninterruptibly();
        }
    }

    private void onLoop(Runnable task) {
        core.loop.submit(task).syncUninterruptibly();
    }
}
