package io.acexy.core.stream;

import io.acexy.core.Bugs;
import io.acexy.core.broadcast.BroadcastConfig;
import io.acexy.core.broadcast.BufferBudget;
import io.acexy.core.broadcast.LagPolicy;
import io.acexy.core.broadcast.RingLimits;
import io.acexy.core.engine.ContentId;
import io.acexy.core.engine.Engine;
import io.acexy.core.engine.EngineFault;
import io.acexy.core.engine.EngineLease;
import io.acexy.core.engine.EngineSelection;
import io.acexy.core.engine.EngineSelector;
import io.acexy.core.engine.EngineStat;
import io.acexy.core.engine.MediaSession;
import io.acexy.core.source.FailoverConfig;
import io.acexy.simulator.media.EndlessMedia;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.EventLoop;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * All of the streams' side, and engines of one swarm, on a loop whose time is the test's: a minute passes in milliseconds.
 */
final class TestSwarm implements EngineSelector, MediaSession.Opener, AutoCloseable {

    /** Packets of the largest piece that an engine sends. */
    static final int PIECE = 84;

    static final ContentId CONTENT = new ContentId(ContentId.Kind.INFOHASH, "1".repeat(40));

    /** How long the broadcast has been on air at the test's beginning. */
    private static final long ON_AIR = TimeUnit.HOURS.toNanos(1);

    final String infohash = "2".repeat(40);
    final EndlessMedia media;
    final StreamRegistry streams;
    final Bugs bugs = new Bugs();

    /** Thrown by whoever chooses engines, where it is set. */
    RuntimeException mistake;

    /** Whoever chooses engines knows of none. */
    boolean away;

    /** Whoever chooses engines takes so long for what is asked for by another name than {@link #CONTENT}. */
    Duration othersTake = Duration.ZERO;

    /** Whether contents of different names are different; else all are one. */
    boolean areApart;

    /** Time goes on in steps of so many milliseconds. */
    int stepMillis = 50;

    private final EmbeddedChannel channel = new EmbeddedChannel();
    /** Counts what is in use, so that the detector need not follow each buffer. */
    private final UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(false, true);

    private final List<TestEngine> engines;
    private final long began;

    /** What was on air when the whole swarm came to a stand; -1 while it goes. */
    private long stalledAt = -1;

    /** How far all engines have fallen behind since the beginning. */
    private long late;

    TestSwarm(EndlessMedia media, StreamConfig config, StreamListener listener, TestEngine... engines) {
        this(media, config, List.of(listener), engines);
    }

    TestSwarm(EndlessMedia media, StreamConfig config, List<StreamListener> listeners, TestEngine... engines) {
        this(media, config, BufferBudget.unlimited(), listeners, engines);
    }

    /** @param buffers what rings and candidates may hold */
    TestSwarm(
            EndlessMedia media,
            StreamConfig config,
            BufferBudget buffers,
            List<StreamListener> listeners,
            TestEngine... engines) {
        this.media = media;
        this.engines = List.of(engines);
        this.streams = new StreamRegistry(new StreamServices(config, this, this, listeners, allocator, buffers, bugs));
        channel.freezeTime();
        this.began = loop().ticker().nanoTime();
    }

    /** The proxy's own settings. */
    static StreamConfig config(Duration startRace) {
        FailoverConfig failover = new FailoverConfig(
                Duration.ofSeconds(2),
                Duration.ofSeconds(4),
                Duration.ofSeconds(8),
                Duration.ofSeconds(10),
                Duration.ofSeconds(10),
                startRace,
                0);
        return new StreamConfig(
                new BroadcastConfig(
                        new RingLimits(Duration.ofSeconds(12), 4_400_000, 64 << 20),
                        64 * 1024,
                        Duration.ofMillis(100),
                        Duration.ofSeconds(3),
                        LagPolicy.SKIP),
                Duration.ofSeconds(60),
                Duration.ofSeconds(15),
                Duration.ofSeconds(60),
                Duration.ofSeconds(10),
                failover,
                0);
    }

    EventLoop loop() {
        return channel.eventLoop();
    }

    /** What time it is on air, as the engines have it. */
    long nanos() {
        return stalledAt >= 0 ? stalledAt : passed() - late + ON_AIR;
    }

    private long passed() {
        return loop().ticker().nanoTime() - began;
    }

    /** Since the test began. */
    long millis() {
        return TimeUnit.NANOSECONDS.toMillis(passed());
    }

    /** No engine has anything new. */
    void stall() {
        stalledAt = nanos();
    }

    /** @param caughtUp whether what was missed comes at once; else all engines are late from now on */
    void flow(boolean caughtUp) {
        long missed = passed() - late + ON_AIR - stalledAt;
        late += caughtUp ? 0 : missed;
        stalledAt = -1;
    }

    void pass(Duration time) {
        passUntil(() -> false, time);
    }

    /** Lets time pass until something is so, or has not become so in that time. */
    boolean passUntil(BooleanSupplier condition, Duration most) {
        long end = millis() + most.toMillis();
        while (!condition.getAsBoolean() && millis() < end) {
            channel.advanceTimeBy(stepMillis, TimeUnit.MILLISECONDS);
            channel.runPendingTasks();
        }
        channel.checkException();
        return condition.getAsBoolean();
    }

    TestViewer watch() {
        return watch(CONTENT, "viewer");
    }

    /** A newer process that watches for players of its own. */
    TestViewer watchAsHeir() {
        TestViewer viewer = new TestViewer(this);
        viewer.heir = true;
        viewer.viewing = streams.join(CONTENT, Map.of(), viewer);
        channel.runPendingTasks();
        return viewer;
    }

    TestViewer watch(ContentId content, String name) {
        return watch(content, name, null);
    }

    /** @param other the place that he may give up */
    TestViewer watch(ContentId content, String name, TestViewer other) {
        TestViewer viewer = new TestViewer(this);
        viewer.name = name;
        viewer.other = other;
        viewer.viewing = streams.join(content, Map.of(), viewer);
        channel.runPendingTasks();
        return viewer;
    }

    /** What rings and candidates take when all has been done that is to be done at the moment. */
    long memory() {
        channel.runPendingTasks();
        return allocator.metric().usedHeapMemory() + allocator.metric().usedDirectMemory();
    }

    int switches() {
        return totals().engineSwitches();
    }

    StreamTotals totals() {
        return streams.status(CONTENT).orElseThrow().totals();
    }

    /** The next packets of the broadcast, as an engine sends them. */
    ByteBuf piece(TestEngine engine, long first, int packets) {
        ByteBuf piece = allocator.buffer(packets * EndlessMedia.PACKET_SIZE);
        byte[] packet = new byte[EndlessMedia.PACKET_SIZE];
        for (long n = first; n < first + packets; n++) {
            media.fill(n, packet);
            engine.distortion.accept(packet, n);
            piece.writeBytes(packet);
        }
        return piece;
    }

    EngineStat stat(boolean known) {
        return new EngineStat(known, "dl", 8, 1, 0, 0);
    }

    @Override
    public Future<EngineSelection> select(ContentId content, Set<Engine> excluding, EventExecutor home) {
        if (mistake != null) {
            throw mistake;
        }
        EngineSelection answer = engines.stream()
                .filter(engine -> !away && !excluding.contains(engine.engine))
                .<EngineSelection>map(engine -> new EngineSelection.Selected(engine.engine, new Lease()))
                .findFirst()
                .orElseGet(() -> new EngineSelection.Unavailable("no other engine", Duration.ofSeconds(10)));
        if (othersTake.isZero() || content.equals(CONTENT)) {
            return home.newSucceededFuture(answer);
        }
        Promise<EngineSelection> later = home.newPromise();
        home.schedule(() -> later.trySuccess(answer), othersTake.toMillis(), TimeUnit.MILLISECONDS);
        return later;
    }

    private static final class Lease implements EngineLease {
        @Override
        public void release() {}

        @Override
        public void fail(EngineFault fault) {}
    }

    @Override
    public MediaSession open(
            EventLoop home,
            Engine chosen,
            ContentId content,
            Map<String, String> options,
            MediaSession.Listener listener) {
        TestEngine engine = engines.stream()
                .filter(one -> one.engine.equals(chosen))
                .findFirst()
                .orElseThrow();
        return new TestSession(this, areApart ? content.value() : infohash, engine, home, listener);
    }

    /** Ends everything; nothing may be left. */
    @Override
    public void close() {
        Future<Void> closed = streams.close(loop(), Duration.ZERO);
        passUntil(closed::isDone, Duration.ofSeconds(30));
        channel.finishAndReleaseAll();
        long open = engines.stream().mapToLong(TestEngine::open).sum();
        if (!closed.isDone() || open > 0 || memory() > 0) {
            throw new AssertionError(
                    open + " sessions are open and " + memory() + " bytes in use; closed: " + closed.isDone());
        }
    }
}
