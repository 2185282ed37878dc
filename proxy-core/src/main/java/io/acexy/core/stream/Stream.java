package io.acexy.core.stream;

import io.acexy.core.broadcast.Broadcast;
import io.acexy.core.engine.ContentId;
import io.acexy.core.engine.Engine;
import io.acexy.core.engine.EngineFault;
import io.acexy.core.engine.SessionLinks;
import io.acexy.core.source.Continuation;
import io.acexy.core.source.EngineRun;
import io.acexy.core.source.RunEnd;
import io.acexy.core.source.RunOwner;
import io.acexy.core.source.RunStatus;
import io.acexy.core.source.SourceListener;
import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * One content, one engine session, any number of players. Confined to {@link #home}: methods named {@code doX} are its
 * messages and run there; all fields are plain, except those that a status page reads. A stream that is left and wanted again
 * while it stops starts anew, so that leaving and returning can never race.
 */
final class Stream {

    private static final long WATCH_MILLIS = 500;

    // given by the registry
    private final EventLoop home;
    private final ContentId content;
    private final Map<String, String> options;
    private final StreamRegistry registry;
    private final StreamServices services;
    private final StreamConfig config;
    private final Instant opened = Instant.now();
    private final Promise<Void> closed;
    private final Linger linger;

    // accessed on the home loop only
    private Ingest ingest;
    private Future<?> startTimer;
    private Future<?> watchTimer;
    private Future<Void> runStopped; // done while no run ends
    private boolean paused;
    private boolean mediaCame;

    // written on the home loop, read by anybody
    private final Set<ContentId> names = ConcurrentHashMap.newKeySet();
    private volatile StreamState state = StreamState.STOPPING;
    private volatile EngineRun run;
    private volatile Audience audience;
    private volatile int players;
    private volatile long continuityErrors;

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
        this.closed = home.newPromise();
        this.linger = new Linger(home, config.linger(), () -> stop(null));
        this.runStopped = home.newSucceededFuture(null);
        this.names.add(content);
    }

    StreamState state() {
        return state;
    }

    /** The names by which the registry knows this stream. */
    Set<ContentId> names() {
        return names;
    }

    /** See {@link Linger#since}. */
    long lingeringSince() {
        return linger.since();
    }

    /** Any thread. */
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

    /** Brings a player here, and seats him. Any thread. */
    void admit(Viewing viewing) {
        viewing.stream = this;
        viewing.player.moveTo(home, () -> doJoin(viewing));
    }

    private void doJoin(Viewing viewing) {
        if (state == StreamState.CLOSED) {
            registry.forget(viewing.content, this);
            registry.seat(viewing);
            return;
        }
        if (viewing.left) {
            if (run == null && audience == null) {
                close(); // made for him, who left before it could begin
            }
            return;
        }
        if (audience == null) {
            audience = new Audience(home, config.broadcast(), services.buffers(), services.bugs());
        }
        audience.seat(viewing);
        pace();
        countPlayers();
        if (run == null) {
            begin();
        }
    }

    void doLeave(Viewing viewing) {
        if (viewing.stream != this) {
            viewing.stream.post(() -> viewing.stream.doLeave(viewing));
        } else if (audience != null && audience.leave(viewing)) {
            pace();
            countPlayers();
        }
    }

    void doDrain(Viewing viewing) {
        if (audience != null && audience.drain(viewing)) {
            pace();
        }
    }

    /** Arms the linger when the last has left, disarms it when somebody is back. */
    private void countPlayers() {
        players = audience == null ? 0 : audience.size();
        if (players > 0 || !isRunning()) {
            linger.cancel();
        } else {
            linger.begin();
        }
    }

    // ---- the run ----

    private void begin() {
        state = StreamState.STARTING;
        paused = false;
        mediaCame = false;
        ingest = new Ingest(
                home,
                audience.broadcast(),
                config.broadcast(),
                services.allocator(),
                bytes -> run.wakeAt(bytes),
                this::published);
        SourceListener listener = new ListenerOf(content, services.listener());
        run = new EngineRun(home, content, options, registry.sources(), ingest.published(), listener, new Consumer());
        startTimer = home.schedule(
                () -> stop(StreamFailure.notBegunWithin(
                        config.startTimeout(), mediaCame, run.status().lastTrouble())),
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
    private final class Consumer implements RunOwner {

        @Override
        public void named(SessionLinks links) {
            if (links.infohash() != null) {
                claim(content.withInfohash(links.infohash()));
            }
        }

        @Override
        public void media(ByteBuf data) {
            ingest.accept(data);
        }

        @Override
        public void spliced(Continuation next) {
            ingest.continueWith(next);
        }

        @Override
        public void lost(RunEnd end) {
            stop(StreamFailure.of(end));
        }

        @Override
        public Future<Void> reclaim() {
            return registry.reclaim(Stream.this, home);
        }
    }

    private void published() {
        run.published();
        if (!mediaCame) {
            mediaCame = true;
            watchLater();
        }
        liveIfJoinable();
        continuityErrors = ingest.inspector().continuityErrors();
        pace();
    }

    /** Not with the first byte, but when somebody can begin. */
    private void liveIfJoinable() {
        if (state == StreamState.STARTING && ingest.isJoinable()) {
            state = StreamState.LIVE;
            cancel(startTimer);
        }
    }

    private boolean isRunning() {
        return state == StreamState.STARTING || state == StreamState.LIVE;
    }

    /** The engine waits while even the fastest player is far behind. */
    private void pace() {
        boolean pause = audience.broadcast().isSaturated();
        if (pause != paused && run != null) {
            paused = pause;
            run.reading(!pause);
        }
    }

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
        run.yieldTo(theirs == null ? null : theirs.status().engine());
        cancelTimers();
        registry.redirect(this, owner);
        state = StreamState.CLOSED;
        ingest.close();
        ingest = null;
        dismiss().forEach(owner::admit);
        closed.trySuccess(null);
    }

    // ---- watching ----

    /** Now and then from the first media on: is the media as it should be, and can players join? */
    private void watch() {
        if (!isRunning()) {
            return;
        }
        run.look(players);
        if (!isRunning()) {
            return;
        }
        if (!ingest.offerJoinPoint(config.keyframeTimeout())) {
            run.condemn(EngineFault.broken("the engine's media has no programme tables"));
        }
        liveIfJoinable();
        watchLater();
    }

    private void watchLater() {
        watchTimer = home.schedule(this::watch, WATCH_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Leaves its engine for another, without players noticing, if it is one of these. Any thread. */
    void leave(Predicate<Engine> engines) {
        post(() -> {
            if (state == StreamState.LIVE
                    && run.status().engine() != null
                    && engines.test(run.status().engine())) {
                run.move();
            }
        });
    }

    // ---- the end ----

    /**
     * Ends a stream that lingers, so that another can have its engine. Completed on {@code executor} when the engine is
     * free, or at once when somebody has come back to the stream.
     */
    Future<Void> stopIdle(EventExecutor executor) {
        Promise<Void> done = executor.newPromise();
        post(() -> {
            if (linger.since() > 0) {
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
        if (!isRunning()) {
            return;
        }
        state = StreamState.STOPPING;
        cancelTimers();
        ingest.close();
        ingest = null;
        dismiss().forEach(viewing -> viewing.player.ended(failure));
        runStopped = run.stop(run.status().trouble());
        runStopped.addListener(stopped -> stopped());
    }

    private List<Viewing> dismiss() {
        List<Viewing> leaving = audience.close();
        audience = null;
        countPlayers();
        return leaving;
    }

    /** Somebody may have come while the engine was being told: then there is no end, but a new start. */
    private void stopped() {
        run = null;
        if (audience == null || audience.size() == 0) {
            close();
        } else {
            begin();
        }
    }

    private void close() {
        state = StreamState.CLOSED;
        registry.forget(this);
        closed.trySuccess(null);
    }

    private void cancelTimers() {
        cancel(startTimer);
        linger.cancel();
        cancel(watchTimer);
    }

    private static void cancel(Future<?> timer) {
        if (timer != null) {
            timer.cancel(false);
        }
    }

    /** Any thread; never waits. */
    StreamStatus status() {
        EngineRun current = run;
        Audience watching = audience;
        RunStatus engines = current == null ? RunStatus.NONE : current.status();
        Broadcast media = watching == null ? null : watching.broadcast();
        return StreamStatus.of(content, state, players, opened, continuityErrors, engines, media);
    }
}
