package io.acexy.core.source;

import io.acexy.core.Bugs;
import io.acexy.core.GuardedLoop;
import io.acexy.core.engine.Engine;
import io.acexy.core.engine.EngineFault;
import io.acexy.core.engine.EngineLease;
import io.acexy.core.engine.EngineStat;
import io.acexy.core.engine.MediaSession;
import io.acexy.core.engine.MediaSink;
import io.acexy.core.engine.SessionLinks;
import io.acexy.core.mpegts.TsPacket;
import io.acexy.core.source.EngineSearch.Want;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A loop whose time is the test's, and sources on it without a run; what they are told and what they tell is written down. */
final class Stage implements Source.Observer, Trial.Judge, AutoCloseable {

    final List<String> log = new ArrayList<>();
    final Bugs bugs = new Bugs();
    final EmbeddedChannel channel = new EmbeddedChannel();
    final GuardedLoop home = new GuardedLoop(channel.eventLoop(), bugs, "a test", () -> {});
    final Published published = new Published(point -> {});

    private final UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(false, true);
    private final Map<Source, Session> sessions = new HashMap<>();
    private final List<Source> sources = new ArrayList<>();

    Stage() {
        channel.freezeTime();
    }

    /** What players have. */
    void publish(Reel reel) {
        ByteBuf sent = reel.buffer();
        for (int at = 0; at < sent.readableBytes(); at += TsPacket.SIZE) {
            published.add(sent, at, at);
        }
    }

    Source source(String name) {
        return source(new Engine(name, "127.0.0.1", 1 + name.charAt(0)));
    }

    Source source(Engine engine) {
        Source source = new Source(home, engine, new Lease(engine), Want.REPLACEMENT, this);
        Session session = new Session(engine.id());
        source.on(session);
        sessions.put(source, session);
        sources.add(source);
        return source;
    }

    /** One that is held against what has been published. */
    Source candidate(String name) {
        return tried(name, Source.Role.CANDIDATE);
    }

    Source tried(String name, Source.Role role) {
        Source source = source(name);
        source.tryOut(role, trial(source));
        return source;
    }

    Trial trial(Source source) {
        return new Trial(home, source, new Splicer(published, TestAllowance.unlimited(allocator), false), this);
    }

    /** It sends this. */
    void send(Source source, Reel reel) {
        send(source, reel.buffer());
    }

    void send(Source source, ByteBuf media) {
        sessions.get(source).sink.media(media);
    }

    /** Its engine has answered the stop. */
    void stopped(Source source) {
        sessions.get(source).stop.setSuccess(null);
    }

    void pass(double seconds) {
        channel.advanceTimeBy(Math.round(seconds * 1e9), TimeUnit.NANOSECONDS);
        channel.runScheduledPendingTasks();
        channel.runPendingTasks();
    }

    /** Since the last question. */
    String happened() {
        String all = String.join(", ", log);
        log.clear();
        return all;
    }

    @Override
    public void sourceStarted(Source source, SessionLinks links) {
        log.add(source.engine.id() + " started as " + links.sessionId());
    }

    @Override
    public void sourceFailed(Source source, EngineFault fault) {
        log.add(source.engine.id() + " fails (" + fault.kind() + ")");
    }

    @Override
    public void moreCame(Source source) {
        log.add(source.engine.id() + " has more");
    }

    @Override
    public void patienceOver(Source source) {
        log.add("no more patience with " + source.engine.id());
    }

    @Override
    public void failed(Source source, EngineFault fault) {
        log.add(source.engine.id() + " is no good (" + fault.kind() + ")");
    }

    /** Nothing may be left. */
    @Override
    public void close() {
        sources.forEach(Source::retire);
        pass(3_600);
        channel.finishAndReleaseAll();
        if (bugs.count() > 0 || allocator.metric().usedHeapMemory() > 0) {
            throw new AssertionError(
                    bugs.count() + " mistakes, " + allocator.metric().usedHeapMemory() + " bytes left");
        }
    }

    private final class Lease implements EngineLease {

        private final Engine engine;

        Lease(Engine engine) {
            this.engine = engine;
        }

        @Override
        public void release() {
            log.add(engine.id() + " given back");
        }

        @Override
        public void fail(EngineFault fault) {
            log.add(engine.id() + " given back (" + fault.kind() + ")");
        }
    }

    private final class Session implements MediaSession {

        private final String name;
        private final Promise<Void> stop = channel.eventLoop().newPromise();
        private MediaSink sink;

        Session(String name) {
            this.name = name;
        }

        @Override
        public void feed(MediaSink to) {
            sink = to;
        }

        @Override
        public void start() {
            log.add(name + " opened");
        }

        @Override
        public SessionLinks links() {
            return new SessionLinks("/ace/r/x", "/ace/stat/x", "/ace/cmd/x", null, name, 1, false);
        }

        @Override
        public void reopen() {
            log.add(name + " reopened");
        }

        @Override
        public boolean hasStat() {
            return false;
        }

        @Override
        public Future<EngineStat> stat(Duration timeout) {
            return channel.eventLoop().newSucceededFuture(null);
        }

        @Override
        public void reading(boolean on) {}

        @Override
        public void wakeAt(int bytes) {}

        @Override
        public Future<Void> stop() {
            log.add(name + " stops");
            return stop;
        }

        @Override
        public void abandon() {
            log.add(name + " abandoned");
        }
    }
}
