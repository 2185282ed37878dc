package io.acexy.core.vod;

import io.acexy.core.Bugs;
import io.acexy.core.Places;
import io.acexy.core.engine.ContentId;
import io.acexy.core.engine.Engine;
import io.acexy.core.engine.EngineFault;
import io.acexy.core.engine.EngineLease;
import io.acexy.core.engine.EngineSelection;
import io.acexy.core.engine.EngineSelector;
import io.acexy.core.engine.FilmSession;
import io.acexy.core.engine.SessionLinks;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.EventLoop;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Films, and engines that do what the test says, on a loop whose time is the test's. */
final class Cinema implements EngineSelector, FilmSession.Opener, FilmListener, AutoCloseable {

    static final ContentId FILM = new ContentId(ContentId.Kind.CONTENT_ID, "1".repeat(40));
    static final String INFOHASH = "2".repeat(40);

    static final FilmConfig CONFIG = new FilmConfig(
            Duration.ofSeconds(60), Duration.ofSeconds(10), Duration.ofSeconds(60), Duration.ofSeconds(15));

    static final int MOST = 3;

    final Films films;
    final List<String> log = new ArrayList<>();
    final List<Projector> engines;
    int leases;

    private final Bugs bugs = new Bugs();
    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(false, true);

    Cinema(Projector... engines) {
        this.engines = List.of(engines);
        this.films = new Films(new FilmServices(CONFIG, new Places(MOST), this, this, this, bugs));
        channel.freezeTime();
        for (Projector engine : engines) {
            engine.in(this);
        }
    }

    EventLoop loop() {
        return channel.eventLoop();
    }

    ByteBuf bytes(int count) {
        return allocator.buffer(count).writeZero(count);
    }

    /** What has been said is done. */
    void settle() {
        channel.runPendingTasks();
    }

    void pass(Duration time) {
        for (long left = time.toMillis(); left > 0; left -= 50) {
            channel.advanceTimeBy(Math.min(50, left), TimeUnit.MILLISECONDS);
            channel.runScheduledPendingTasks();
            channel.runPendingTasks();
        }
        channel.checkException();
    }

    /** Orders a part of the film; null for all of it. */
    Spectator order(String viewer, String range) {
        return order(FILM, viewer, range, false);
    }

    Spectator order(ContentId content, String viewer, String range, boolean headOnly) {
        Spectator player = new Spectator(this);
        Map<String, String> headers = RangeHeaders.of(range, null);
        player.reading = films.read(new FilmOrder(content, Map.of(), viewer, headers, headOnly), player);
        settle();
        return player;
    }

    String happened() {
        String all = String.join(", ", log);
        log.clear();
        return all;
    }

    @Override
    public Future<EngineSelection> select(ContentId content, Set<Engine> excluding, EventExecutor home) {
        EngineSelection answer = engines.stream()
                .filter(one -> one.free && !excluding.contains(one.engine))
                .<EngineSelection>map(one -> new EngineSelection.Selected(one.engine, new Lease()))
                .findFirst()
                .orElseGet(() -> new EngineSelection.Busy("no engine is free", Duration.ofSeconds(10)));
        return home.newSucceededFuture(answer);
    }

    private final class Lease implements EngineLease {

        Lease() {
            leases++;
        }

        @Override
        public void release() {
            leases--;
        }

        @Override
        public void fail(EngineFault fault) {
            leases--;
        }
    }

    @Override
    public FilmSession open(EventLoop home, Engine engine, ContentId content, Map<String, String> options) {
        Projector found = engines.stream()
                .filter(one -> one.engine.equals(engine))
                .findFirst()
                .orElseThrow();
        return found.session();
    }

    @Override
    public void sessionStarted(ContentId content, Engine engine, SessionLinks links) {
        log.add(engine.id() + " plays");
    }

    @Override
    public void sessionEnded(ContentId content, Engine engine, SessionLinks links, EngineFault fault) {
        log.add(engine.id() + " left" + (fault == null ? "" : " (" + fault.kind() + ")"));
    }

    @Override
    public void startFailed(ContentId content, Engine engine, EngineFault fault) {
        log.add(engine.id() + " failed (" + fault.kind() + ")");
    }

    /** Ends all; nothing may be left. */
    @Override
    public void close() {
        Future<Void> closed = films.close(loop());
        pass(Duration.ofSeconds(60));
        channel.finishAndReleaseAll();
        if (!closed.isDone() || leases != 0 || films.count() != 0 || bugs.count() != 0) {
            throw new AssertionError("left: " + leases + " slots, " + films.count() + " sessions, " + bugs.count()
                    + " mistakes; " + log);
        }
        if (allocator.metric().usedHeapMemory() != 0) {
            throw new AssertionError("left: " + allocator.metric().usedHeapMemory() + " bytes");
        }
    }
}
