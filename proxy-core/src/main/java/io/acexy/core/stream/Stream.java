package io.acexy.core.stream;

import io.acexy.core.broadcast.Broadcast;
import io.acexy.core.engine.ContentId;
import io.acexy.core.engine.EngineFault;
import io.acexy.core.engine.SessionLinks;
import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * One content, one engine session, any number of players. Confined to {@link #home}: methods named {@code doX} are its
 * messages and run there; all fields are plain, except those that a status page reads. A stream that is left and wanted again
 * while it stops starts anew, so that leaving and returning can never race.
 */
final class Stream {

    private static final long WATCH_MILLIS = 1_000;

    // given by the registry
    private final EventLoop home;
    private final ContentId content;
    private final Map<String, String> options;
    private final StreamRegistry registry;
    private final StreamServices services;
    private final StreamConfig config;
    private final Instant opened = Instant.now();

    // accessed on the home loop only
    private final Set<Viewing> seats = new HashSet<>();
    private Ingest ingest;
    private Future<?> startTimer;
    private Future<?> lingerTimer;
    private Future<?> watchTimer;
    private final Promise<Void> closed;
    private Future<Void> runStopped; // of the last run; done while there is none that ends
    private long lastMedia;
    private boolean paused;

    // written on the home loop, read by anybody
    private final Set<ContentId> names = ConcurrentHashMap.newKeySet();
    private volatile StreamState state = StreamState.STOPPING;
    private volatile EngineRun run;
    private volatile Broadcast broadcast;
    private volatile int players;
    private volatile long continuityErrors;
    private volatile long lingeringSince;

    /** Opens nothing yet: the first player does. */
    Stream(
            EventLoop home,
            ContentId content,
            Map<String, String> options,
            StreamRegistry registry,
            StreamServices services) {
        this.home = home;
        this.content = content;
        this.options = options;
        this.registry = registry;
        this.services = services;
        this.config = services.config();
        this.names.add(content);
        this.closed = home.newPromise();
        this.runStopped = home.newSucceededFuture(null);
    }

    StreamState state() {
        return state;
    }

    /** The names by which the registry knows this stream. */
    Set<ContentId> names() {
        return names;
    }

    /** Since when nobody watches, by {@link System#nanoTime}; 0 when somebody does. Any thread. */
    long lingeringSince() {
        return lingeringSince;
    }

    /** Whether its engine is about to be free, because nobody waits for the stream to begin anew. Any thread. */
    boolean isFreeingEngine() {
        return state == StreamState.STOPPING && run != null && players == 0;
    }

    void post(Runnable message) {
        try {
            home.execute(message);
        } catch (RejectedExecutionException ignored) {
            // The loop has ended with the process, and everything on it has been closed.
        }
    }

    // ---- players ----

    void doJoin(Viewing viewing) {
        if (state == StreamState.CLOSED) {
            registry.forget(viewing.content, this);
            registry.seat(viewing);
            return;
        }
        if (viewing.left) {
            closeIfUnused();
            return;
        }
        if (broadcast == null) {
            broadcast = new Broadcast(home, config.broadcast());
        }
        seats.add(viewing);
        viewing.cursor = broadcast.subscribe(viewing.player);
        pace();
        countPlayers();
        if (run == null) {
            begin();
        }
    }

    /** The player for whom this stream was made has left before it could begin. */
    private void closeIfUnused() {
        if (run == null && seats.isEmpty()) {
            state = StreamState.CLOSED;
            registry.forget(this);
            closed.trySuccess(null);
        }
    }

    void doLeave(Viewing viewing) {
        if (viewing.stream != this) {
            viewing.stream.post(() -> viewing.stream.doLeave(viewing));
        } else if (seats.remove(viewing)) {
            broadcast.unsubscribe(viewing.cursor);
            pace();
            countPlayers();
        }
    }

    void doDrain(Viewing viewing) {
        if (viewing.stream == this && viewing.cursor != null && seats.contains(viewing)) {
            broadcast.drain(viewing.cursor);
            pace();
        }
    }

    /** Arms the linger when the last has left, disarms it when somebody is back. */
    private void countPlayers() {
        players = seats.size();
        boolean running = state == StreamState.STARTING || state == StreamState.LIVE;
        if (players > 0 || !running) {
            cancel(lingerTimer);
            lingerTimer = null;
            lingeringSince = 0;
        } else if (lingerTimer == null) {
            lingeringSince = System.nanoTime();
            lingerTimer = home.schedule(() -> stop(null), config.linger().toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    // ---- the run ----

    private void begin() {
        state = StreamState.STARTING;
        paused = false;
        ingest = null;
        run = new EngineRun(home, content, options, services, new RunOwner());
        startTimer = home.schedule(
                () -> stop(StreamFailure.noMediaWithin(config.startTimeout())),
                config.startTimeout().toMillis(),
                TimeUnit.MILLISECONDS);
        if (registry.isClosing()) {
            stop(StreamRegistry.shuttingDown());
        } else {
            countPlayers();
            run.begin();
        }
    }

    /** What the engine's side tells. */
    private final class RunOwner implements EngineRun.Owner {

        @Override
        public void named(SessionLinks links) {
            if (links.infohash() != null) {
                claim(content.withInfohash(links.infohash()));
            }
        }

        @Override
        public void media(ByteBuf data) {
            lastMedia = System.nanoTime();
            if (ingest == null) {
                ingest = new Ingest(home, broadcast, config.broadcast(), services.allocator(), Stream.this::published);
            }
            Ingest current = ingest;
            current.accept(data);
            if (state == StreamState.STARTING && current.isGarbage()) {
                dropIngest();
                run.reject(EngineFault.broken("what the engine sends is not MPEG-TS"));
            }
        }

        @Override
        public void lost(StreamFailure failure) {
            stop(failure);
        }

        @Override
        public Future<Void> reclaim() {
            return registry.reclaim(Stream.this, home);
        }
    }

    private void published() {
        if (state == StreamState.STARTING) {
            state = StreamState.LIVE;
            cancel(startTimer);
            run.markLive();
            watch();
        }
        if (ingest != null) {
            continuityErrors = ingest.inspector().continuityErrors();
        }
        pace();
    }

    /** The engine waits while even the fastest player is far behind. */
    private void pace() {
        boolean pause = broadcast.isSaturated();
        if (pause != paused && run != null) {
            paused = pause;
            lastMedia = System.nanoTime();
            run.reading(!pause);
        }
    }

    // ---- one content, two names ----

    private void claim(ContentId infohash) {
        Stream owner = registry.claim(infohash, this);
        if (owner == this) {
            names.add(infohash);
        } else {
            mergeInto(owner);
        }
    }

    /** This stream turns out to be another one: its players move there, and it is gone. */
    private void mergeInto(Stream owner) {
        EngineRun theirs = owner.run;
        run.yieldTo(theirs == null ? null : theirs.engine());
        cancelTimers();
        registry.redirect(this, owner);
        state = StreamState.CLOSED;
        List<Viewing> moving = List.copyOf(seats);
        seats.clear();
        countPlayers();
        broadcast.close(cursor -> {});
        for (Viewing viewing : moving) {
            viewing.cursor = null;
            viewing.stream = owner;
            owner.post(() -> owner.doJoin(viewing));
        }
        closed.trySuccess(null);
    }

    // ---- watching ----

    /** Once a second while live: silence ends the stream, a lack of keyframes lets players join without one. */
    private void watch() {
        if (state != StreamState.LIVE) {
            return;
        }
        if (!paused && System.nanoTime() - lastMedia > config.emptyTimeout().toNanos()) {
            run.reject(new EngineFault(
                    EngineFault.Kind.SILENT,
                    "no media for " + config.emptyTimeout().toSeconds() + " s"));
        } else if (!ingest.offerJoinPoint(config.keyframeTimeout())) {
            run.reject(EngineFault.broken("the engine's media has no programme tables"));
        } else {
            watchTimer = home.schedule(this::watch, WATCH_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    // ---- the end ----

    /**
     * Ends a stream that lingers, so that another can have its engine. Completed on {@code executor} when the engine is
     * free, or at once when somebody has come back to the stream.
     */
    Future<Void> stopIdle(EventExecutor executor) {
        Promise<Void> done = executor.newPromise();
        post(() -> {
            if (lingeringSince > 0) {
                stop(null);
            }
            runStopped.addListener(stopped -> done.trySuccess(null));
        });
        return done;
    }

    /** Ends the stream whoever watches it. Completed on {@code executor} when its engine session is stopped. */
    Future<Void> shutDown(EventExecutor executor) {
        Promise<Void> done = executor.newPromise();
        post(() -> {
            stop(StreamRegistry.shuttingDown());
            closed.addListener(ended -> done.trySuccess(null));
        });
        return done;
    }

    /** @param failure told to those who still watch or wait; null when nobody does */
    private void stop(StreamFailure failure) {
        if (state != StreamState.STARTING && state != StreamState.LIVE) {
            return;
        }
        state = StreamState.STOPPING;
        cancelTimers();
        dropIngest();
        List<Viewing> leaving = List.copyOf(seats);
        seats.clear();
        countPlayers();
        broadcast.close(cursor -> {});
        broadcast = null;
        leaving.forEach(viewing -> viewing.player.ended(failure));
        runStopped = run.stop();
        runStopped.addListener(stopped -> stopped());
    }

    /** Somebody may have come while the engine was being told: then there is no end, but a new start. */
    private void stopped() {
        run = null;
        if (seats.isEmpty()) {
            state = StreamState.CLOSED;
            registry.forget(this);
            closed.trySuccess(null);
        } else {
            begin();
        }
    }

    private void dropIngest() {
        if (ingest != null) {
            ingest.close();
            ingest = null;
        }
    }

    private void cancelTimers() {
        cancel(startTimer);
        cancel(lingerTimer);
        cancel(watchTimer);
        lingerTimer = null;
    }

    private static void cancel(Future<?> timer) {
        if (timer != null) {
            timer.cancel(false);
        }
    }

    // ---- for status pages ----

    /** Any thread; never waits. */
    StreamStatus status() {
        EngineRun current = run;
        Broadcast media = broadcast;
        return new StreamStatus(
                content,
                state,
                players,
                current == null ? null : current.engine(),
                current == null ? null : current.links(),
                opened,
                media == null ? 0 : media.published(),
                media == null ? 0 : media.skips(),
                continuityErrors);
    }
}
