package io.acexy.simulator.engine;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpRequestDecoder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
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
    private static final String HOST = "127.0.0.1";
    /** More than a tick's share of a burst at 8 Mbit/s, and a bound for what one slow reader can hold. */
    private static final WriteBufferWaterMark WATER_MARK = new WriteBufferWaterMark(64 * 1024, 256 * 1024);

    private static final int BIND_TRIES = 200;
    private static final long BIND_PAUSE_MILLIS = 10;

    private final EventLoopGroup ownLoops;
    private final Class<? extends ServerChannel> channelType;
    private final EngineCore core;
    private final ConnectionGate gate;
    private final EngineRoutes routes;
    private final Consumer<RequestRecord> observer;
    private final int port;
    /** Holds the port of a dead engine, without listening, so that nobody else can be given it. */
    private Socket placeholder;

    private volatile Channel listener;

    private EngineSimulator(Builder builder) {
        this.ownLoops = builder.loops == null ? newLoop() : null;
        this.channelType = builder.loops == null ? NioServerSocketChannel.class : builder.channelType;
        EventLoop loop = (builder.loops == null ? ownLoops : builder.loops).next();
        Broadcaster broadcaster = builder.broadcaster == null ? Broadcaster.ofTestPattern() : builder.broadcaster;
        this.core = new EngineCore(loop, broadcaster, new ScriptBoard(builder.settings));
        this.gate = new ConnectionGate(core);
        this.routes = new EngineRoutes(core);
        this.observer = builder.observer;
        try {
            this.port = bind(builder.port);
        } catch (RuntimeException e) {
            shutDownOwnLoop();
            throw e;
        }
    }

    private static EventLoopGroup newLoop() {
        return new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
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
        private Class<? extends ServerChannel> channelType = NioServerSocketChannel.class;
        private Consumer<RequestRecord> observer = request -> {};

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

        /** Loops to live on instead of one of its own; the engine takes one of them and does not shut them down. */
        public Builder loops(EventLoopGroup group, Class<? extends ServerChannel> type) {
            loops = group;
            channelType = type;
            return this;
        }

        /** Told of each request, on the engine's loop: must not block. */
        public Builder observer(Consumer<RequestRecord> value) {
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

    private int bind(int wanted) {
        ServerBootstrap server = new ServerBootstrap()
                .group(core.loop, core.loop)
                .channel(channelType)
                .childOption(ChannelOption.AUTO_READ, false)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARK)
                .option(ChannelOption.SO_BACKLOG, 1024)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(new HttpRequestDecoder());
                        channel.pipeline().addLast(new EngineChannelHandler(core, routes, observer));
                        gate.accept(channel);
                    }
                });
        Channel bound = server.bind(HOST, wanted)
                .addListener((ChannelFutureListener) future -> {
                    if (future.isSuccess()) {
                        core.bound(portOf(future.channel()));
                    }
                })
                .syncUninterruptibly()
                .channel();
        listener = bound;
        int chosen = portOf(bound);
        LOG.atInfo().addKeyValue("port", chosen).log("engine simulator listens");
        return chosen;
    }

    private static int portOf(Channel channel) {
        return ((InetSocketAddress) channel.localAddress()).getPort();
    }

    /** The port, also while the engine is dead. */
    public int port() {
        return port;
    }

    /** Host and port, as a proxy is told of an engine. */
    public String authority() {
        return HOST + ":" + port;
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

    /** Gives a content settings of its own; sessions of it that run, and later ones beside them, keep what they have. */
    public void configure(String infohash, EngineSettings settings) {
        core.scripts.configure(infohash, settings);
    }

    /** The process dies: every socket is reset, the port refuses, sessions are forgotten. Harmless when dead already. */
    public synchronized void kill() {
        if (!listener.isOpen()) {
            return;
        }
        core.scripts.set(EngineScript.DIES);
        LOG.atInfo().addKeyValue("port", port).log("engine simulator dies");
        onLoop(() -> {
            listener.close();
            core.stopTicking();
            core.swarms.forgetAll();
            gate.connections().forEach(Answer::reset);
        });
        listener.closeFuture().syncUninterruptibly();
        placeholder = holdPort();
    }

    /**
     * A socket that is bound and does not listen refuses connections, exactly as a free port does; and nobody else can be given
     * the port meanwhile. NIO lets go of the listening socket only with the selector's next turn, hence the tries.
     */
    private Socket holdPort() {
        for (int left = BIND_TRIES; left > 0; left--) {
            Socket socket = new Socket();
            try {
                socket.setReuseAddress(true);
                socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                return socket;
            } catch (IOException taken) {
                LOG.atDebug()
                        .addKeyValue("port", port)
                        .setCause(taken)
                        .log("the port of a dead engine is not free yet");
                pause();
            }
        }
        throw new IllegalStateException("the port of a dead engine is taken: " + port);
    }

    private void pause() {
        core.loop.schedule(() -> {}, BIND_PAUSE_MILLIS, TimeUnit.MILLISECONDS).syncUninterruptibly();
    }

    private void releasePort() {
        if (placeholder != null) {
            try {
                placeholder.close();
            } catch (IOException e) {
                LOG.atDebug().addKeyValue("port", port).setCause(e).log("a held port was not released");
            }
            placeholder = null;
        }
    }

    /** The process is up again on the same port with the script NORMAL; for a while get_status says nothing is loaded. */
    public synchronized void restart() {
        kill();
        releasePort();
        core.scripts.set(EngineScript.NORMAL);
        Duration loading = core.scripts.standard().faults().playlistLoading();
        onLoop(() -> core.loadingUntil = System.nanoTime() + loading.toNanos());
        bind(port);
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
        releasePort();
        listener.close().syncUninterruptibly();
        onLoop(() -> {
            core.stopTicking();
            core.swarms.forgetAll();
            gate.connections().forEach(Channel::close);
        });
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
