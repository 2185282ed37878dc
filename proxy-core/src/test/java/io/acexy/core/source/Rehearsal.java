package io.acexy.core.source;

import io.acexy.core.Bugs;
import io.acexy.core.engine.ContentId;
import io.acexy.core.engine.Engine;
import io.acexy.core.engine.EngineFault;
import io.acexy.core.engine.EngineLease;
import io.acexy.core.engine.EngineSelection;
import io.acexy.core.engine.EngineSelector;
import io.acexy.core.engine.MediaSession;
import io.acexy.core.engine.SessionLinks;
import io.acexy.core.mpegts.TsAligner;
import io.acexy.core.mpegts.TsPacket;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.EventLoop;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * A run on a loop whose time is the test's, with actors for engines, whose every word is written down: what is opened, used,
 * suspected and stopped, in order. Published is what comes, at once.
 */
final class Rehearsal implements EngineSelector, MediaSession.Opener, RunOwner, SourceListener, AutoCloseable {

    /** The content of a run that has only one. */
    static final ContentId CONTENT = new ContentId(ContentId.Kind.INFOHASH, "1".repeat(40));

    private static final int STEP_MILLIS = 20;

    /** How long the broadcast has been on air when the test begins. */
    private static final double ON_AIR = 60;

    final List<Actor> actors;
    final List<String> log = new ArrayList<>();
    final Bugs bugs = new Bugs();
    final EngineRun run;

    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(false, true);
    private final Published published = new Published(point -> {});
    private final ByteBuf room = Unpooled.buffer(1 << 20);
    private final long began;
    private TsAligner aligner = new TsAligner();
    private long offset;
    private long next = -1;
    long lostPackets;
    long repeatedPackets;

    /** The engine on which another stream plays what the next turn brings; null where none does. */
    Engine elsewhere;

    /** How long the selector takes to answer, in seconds. */
    double thinks;

    /** What was told of silences, of turns, and of the end. */
    final List<Duration> stalls = new ArrayList<>();

    final List<Turn> turns = new ArrayList<>();
    RunEnd end;

    /** What the selector says where there is no engine, how often room was asked for, and whether some is made. */
    EngineSelection.None nobody = new EngineSelection.Unavailable("no other engine", Duration.ofSeconds(10));

    int reclaims;
    boolean makesRoom;

    /** How often it was said what the content is, and that there is something else to be said of the run. */
    int named;

    int changes;

    /** How often it may take as long as a start again. */
    int moreTime;

    /** So many watch. */
    int players = 1;

    /** While set, the whole swarm stands still. */
    double stalledAt = -1;

    /** What happens to contents, on whatever engine; by their names in {@link #content}. */
    final Set<ContentId> refused = new HashSet<>();

    final Set<ContentId> mute = new HashSet<>();

    Rehearsal(FailoverConfig config, Actor... engines) {
        this(config, new SourceServices.Shared(Backups.NONE), CONTENT, engines);
    }

    /** @param name of a channel, behind which there are contents */
    Rehearsal(FailoverConfig config, SourceServices.Shared shared, ContentId name, Actor... engines) {
        channel.freezeTime();
        began = loop().ticker().nanoTime();
        actors = List.of(engines);
        SourceServices services = new SourceServices(
                new SourceConfig(config, Duration.ofSeconds(60), Duration.ofSeconds(60), TestAllowance.limits()),
                this,
                this,
                shared,
                allocator,
                TestAllowance.GIVER,
                bugs);
        run = new EngineRun(loop(), name, Map.of(), services, published, this, this);
    }

    /** One of several, by one letter from a to f. */
    static ContentId content(String letter) {
        return new ContentId(ContentId.Kind.INFOHASH, letter.repeat(40));
    }

    /** How it is called in the log: its letter, and nothing for the one that is alone. */
    static String letter(ContentId content) {
        return content.equals(CONTENT) ? "" : content.value().substring(0, 1);
    }

    /** The proxy's own settings. */
    static FailoverConfig defaults() {
        return config(Duration.ZERO, 0);
    }

    static FailoverConfig config(Duration race, int standbyPlayers) {
        return new FailoverConfig(
                Duration.ofSeconds(1),
                Duration.ofSeconds(4),
                Duration.ofSeconds(8),
                Duration.ofSeconds(10),
                Duration.ofSeconds(10),
                race,
                standbyPlayers);
    }

    EventLoop loop() {
        return channel.eventLoop();
    }

    /** Since the test began. */
    double seconds() {
        return (loop().ticker().nanoTime() - began) / 1e9;
    }

    double onAir() {
        return ON_AIR + (stalledAt >= 0 ? stalledAt : seconds());
    }

    /** Lets time pass; the engines send what has come on air, and twice a second the media is looked at. */
    void pass(double seconds) {
        double end = seconds() + seconds;
        while (seconds() < end - 1e-6) {
            channel.advanceTimeBy(STEP_MILLIS, TimeUnit.MILLISECONDS);
            channel.runScheduledPendingTasks();
            channel.runPendingTasks();
            actors.forEach(Actor::send);
            channel.runPendingTasks();
            if (Math.round(seconds() * 1000) % 500 == 0) {
                run.look(players);
            }
        }
        channel.checkException();
        if (bugs.count() > 0) {
            throw new AssertionError("a mistake in this program; " + log);
        }
    }

    Actor actor(String name) {
        return actors.stream().filter(one -> one.name.equals(name)).findFirst().orElseThrow();
    }

    private Actor of(Engine engine) {
        return actor(engine.id());
    }

    /** What has happened since the last question. */
    String happened() {
        String all = String.join(", ", log);
        log.clear();
        return all;
    }

    /** What happens within so many seconds. */
    String happensIn(double seconds) {
        pass(seconds);
        return happened();
    }

    // ---- the run's surroundings ----

    @Override
    public Future<EngineSelection> select(ContentId content, Set<Engine> excluding, EventExecutor home) {
        Promise<EngineSelection> answer = home.newPromise();
        if (thinks == 0) {
            return answer.setSuccess(choose(excluding));
        }
        home.schedule(
                () -> {
                    if (answer.setUncancellable()) {
                        answer.setSuccess(choose(excluding));
                    }
                },
                Math.round(thinks * 1000),
                TimeUnit.MILLISECONDS);
        return answer;
    }

    private EngineSelection choose(Set<Engine> excluding) {
        return actors.stream()
                .filter(actor -> actor.free && !excluding.contains(actor.engine))
                .<EngineSelection>map(actor -> new EngineSelection.Selected(actor.engine, new Lease(actor)))
                .findFirst()
                .orElse(nobody);
    }

    private record Lease(Actor actor) implements EngineLease {

        Lease {
            actor.leases++;
        }

        @Override
        public void release() {
            actor.leases--;
        }

        @Override
        public void fail(EngineFault fault) {
            actor.leases--;
        }
    }

    @Override
    public MediaSession open(
            EventLoop home,
            Engine engine,
            ContentId content,
            Map<String, String> options,
            MediaSession.Listener listener) {
        actors.forEach(actor -> actor.assertNoOther(content));
        return of(engine).open(this, content, listener);
    }

    ByteBuf buffer(int bytes) {
        return allocator.buffer(bytes);
    }

    @Override
    public void media(ByteBuf data) {
        long before = offset;
        try {
            while (data.isReadable()) {
                room.clear();
                aligner.align(data, room);
                publish(room);
            }
        } finally {
            data.release();
        }
        if (offset > before) {
            run.published();
        }
    }

    @Override
    public void spliced(Continuation following) {
        published.sourceChanged();
        aligner = following.aligner();
        following
                .packets()
                .forEach(packets -> publish(Unpooled.copiedBuffer(packets))); // what is held is to be read only
        if (!following.packets().isEmpty()) {
            loop().execute(run::published);
        }
    }

    private void publish(ByteBuf packets) {
        for (int at = packets.readerIndex(); at < packets.writerIndex(); at += TsPacket.SIZE) {
            published.add(packets, at, offset);
            offset += TsPacket.SIZE;
            follow(packets.getLong(at + TsPacket.SIZE - Long.BYTES));
        }
    }

    /** Each packet says which one it is. */
    private void follow(long number) {
        if (next >= 0) {
            lostPackets += Math.max(0, number - next);
            repeatedPackets += Math.max(0, next - number);
        }
        next = number + 1;
    }

    @Override
    public void changed() {
        changes++;
    }

    @Override
    public void named(SessionLinks links) {
        named++;
    }

    @Override
    public void lost(RunEnd end) {
        this.end = end;
        log.add("end: " + end.getClass().getSimpleName());
        run.stop(null);
    }

    @Override
    public Future<Void> reclaim() {
        reclaims++;
        return makesRoom ? loop().newSucceededFuture(null) : null;
    }

    @Override
    public void sessionStarted(Engine engine, SessionLinks links) {
        log.add(engine.id() + " used");
    }

    @Override
    public void sessionEnded(Engine engine, SessionLinks links, EngineFault fault) {
        log.add(engine.id() + " left" + (fault == null ? "" : " (" + fault.kind() + ")"));
    }

    @Override
    public void startFailed(Engine engine, EngineFault fault) {
        log.add(engine.id() + " failed (" + fault.kind() + ")");
    }

    @Override
    public void suspected(Engine engine, EngineFault why) {
        log.add(engine.id() + " suspected (" + why.kind() + ")");
    }

    @Override
    public void stalled(Duration silence) {
        stalls.add(silence);
    }

    @Override
    public void turned() {
        moreTime++;
    }

    @Override
    public Engine playedElsewhere(SessionLinks links) {
        return elsewhere;
    }

    @Override
    public void turned(Turn turn) {
        turns.add(turn);
        if (turn.from() != null) {
            String why = turn.why() == null ? "" : " (" + turn.why().kind() + ")";
            log.add(letter(turn.from()) + " to " + letter(turn.to()) + why);
        }
    }

    @Override
    public void switched(Switch change) {
        log.add(change.from().id() + " to " + change.to().id() + " " + change.kind());
    }

    /** Ends everything; nothing may be left. */
    @Override
    public void close() {
        Future<Void> stopped = run.stop(null);
        channel.advanceTimeBy(60, TimeUnit.SECONDS);
        channel.runScheduledPendingTasks();
        channel.runPendingTasks();
        channel.finishAndReleaseAll();
        int leases = actors.stream().mapToInt(actor -> actor.leases).sum();
        if (!stopped.isDone() || leases != 0 || allocator.metric().usedHeapMemory() > 0) {
            throw new AssertionError("left: " + leases + " slots, "
                    + allocator.metric().usedHeapMemory() + " bytes; stopped: " + stopped.isDone() + "; " + log);
        }
    }
}
