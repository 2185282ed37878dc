package io.acexy.core.stream;

import io.acexy.core.GuardedLoop;
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
import io.acexy.core.source.SourceServices;
import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.function.Predicate;

/**
 * One run of a stream, from the wish for media to the end of its engine sessions: brings what the engines send into a
 * broadcast, and watches over it. Begun once, ended once. Confined to the stream's home loop.
 */
final class StreamRun implements RunOwner, Ingest.Owner {

    private static final Duration WATCH_PERIOD = Duration.ofMillis(500);

    /** Whose run it is. Called on the home loop. */
    interface Owner {

        /** The first engine has accepted the start and says what the content is. */
        void named(SessionLinks links);

        /** Another of a channel's contents has its turn. */
        void turned();

        /** An engine has accepted it: the engine of another stream that plays it, or null. */
        Engine playedElsewhere(SessionLinks links);

        /** Something has changed that a status would show. */
        void changed();

        /** Players can begin; once. */
        void live(Duration took);

        /** There will be no more media. The owner ends the run. */
        void failed(StreamFailure why);

        /** Every engine is full: make room if possible; null when it is not. */
        Future<Void> reclaim();

        /** How many watch or wait. */
        int players();
    }

    private final StreamContext stream;
    private final EventLoop home;
    private final Broadcast broadcast;
    private final Owner owner;
    private final GuardedLoop tasks;
    private final Ingest ingest;
    private final EngineRun engines;
    private final boolean decides;
    private final long began;

    /** Whether it is, or was last, from another process of this proxy. */
    private boolean ofKin;

    private Future<?> startTimer;
    private Future<?> watchTimer;
    private boolean paused;
    private boolean mediaCame;
    private boolean live;
    private boolean over;
    private long lastMedia;

    /**
     * @param sources with which it finds engines, or whoever stands for them
     * @param content what is played, or the channel of which one content is
     * @param broadcast gets the media; stays its owner's
     */
    StreamRun(StreamContext stream, SourceServices sources, ContentId content, Broadcast broadcast, Owner owner) {
        this.stream = stream;
        this.home = stream.home();
        this.broadcast = broadcast;
        this.owner = owner;
        this.tasks = stream.tasks(() -> owner.failed(StreamFailure.internal()));
        this.decides = sources.equals(stream.sources());
        this.began = home.ticker().nanoTime();
        this.ingest = new Ingest(
                tasks, broadcast, stream.config().broadcast(), stream.services().allocator(), this);
        this.engines = new EngineRun(
                home, content, stream.options(), sources, ingest.published(), new SourceNews(stream.news()), this);
    }

    void begin() {
        expectStart();
        engines.begin();
    }

    private void expectStart() {
        startTimer = tasks.after(stream.config().startTimeout(), this::startTookTooLong);
    }

    private void startTookTooLong() {
        owner.failed(StreamFailure.notBegunWithin(
                stream.config().startTimeout(), mediaCame, engines.status().lastTrouble()));
    }

    /** What there is to say of its engines. */
    RunStatus engines() {
        return engines.status();
    }

    /**
     * Whether this process decides on its engines, and has found one itself, or looks for one. Who has lost what he had of another process
     * leaves it to the newest to decide what follows: if both said that they play it, each would wait for the other.
     */
    boolean isOurs() {
        return decides && !ofKin;
    }

    /** Leaves its engine for another, without players noticing, if it is one of these. */
    void move(Predicate<Engine> from) {
        Engine engine = engines.status().engine();
        if (live && engine != null && from.test(engine)) {
            engines.move();
        }
    }

    /** From now on it plays a channel, of which its content is one. */
    void follow(ContentId channel) {
        engines.follow(channel);
    }

    /** Plays the first of its contents again. */
    void backToFirst() {
        engines.backToFirst();
    }

    /** The engine waits while even the fastest player is far behind. */
    void pace() {
        boolean pause = broadcast.isSaturated();
        if (pause != paused && !over) {
            paused = pause;
            engines.reading(!pause);
        }
    }

    /** What is held of its media, and what it is. */
    MediaStatus media() {
        return new MediaStatus(broadcast.ring(), lastMedia, ingest.inspector().tracks());
    }

    /** What has been done in this run. */
    StreamTotals totals() {
        RunStatus now = engines.status();
        return new StreamTotals(
                0,
                broadcast.published(),
                broadcast.delivered(),
                broadcast.skips(),
                ingest.inspector().continuityErrors(),
                now.switches(),
                now.lost());
    }

    // ---- what the engines' side tells ----

    @Override
    public void changed() {
        Engine engine = engines.status().engine();
        if (engine != null) {
            ofKin = engine.isKin();
        }
        owner.changed();
    }

    @Override
    public void named(SessionLinks links) {
        owner.named(links);
    }

    @Override
    public Engine playedElsewhere(SessionLinks links) {
        return owner.playedElsewhere(links);
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
        owner.failed(StreamFailure.of(end));
    }

    /** Each content has as long as a start may take, until one of them brings something. */
    @Override
    public void turned() {
        owner.turned();
        if (!mediaCame) {
            startTimer.cancel(false);
            expectStart();
        }
    }

    @Override
    public Future<Void> reclaim() {
        return owner.reclaim();
    }

    @Override
    public void wakeAt(int bytes) {
        engines.wakeAt(bytes);
    }

    // ---- watching ----

    @Override
    public void published() {
        if (over) {
            return; // the last of what had been gathered
        }
        engines.published();
        lastMedia = home.ticker().nanoTime();
        if (!mediaCame) {
            mediaCame = true;
            watchLater();
        }
        pace();
        owner.changed();
    }

    /** Not with the first byte, but just before somebody can begin. */
    @Override
    public void joinable() {
        if (!over) {
            live = true;
            startTimer.cancel(false);
            owner.live(Duration.ofNanos(home.ticker().nanoTime() - began));
        }
    }

    private void watchLater() {
        watchTimer = tasks.after(WATCH_PERIOD, this::watch);
    }

    /** Now and then from the first media on: is the media as it should be, and can players join? */
    private void watch() {
        engines.look(owner.players());
        if (!over && !ingest.offerJoinPoint(stream.config().keyframeTimeout())) {
            engines.condemn(EngineFault.broken("the engine's media has no programme tables"));
        }
        if (!over) { // it may have given up
            owner.changed();
            watchLater();
        }
    }

    // ---- the end ----

    /** Takes no more media. What has been gathered is published: there may be players who are still to have it. */
    void finish() {
        over = true;
        startTimer.cancel(false);
        if (watchTimer != null) {
            watchTimer.cancel(false);
        }
        ingest.close();
    }

    /** After {@link #finish}. Completed when no session of this run is left on any engine. */
    Future<Void> stop() {
        return engines.stop(engines.status().trouble());
    }

    /** Instead of {@link #stop}: another stream plays this content, and a session on its engine is left to it. */
    void yieldTo(Engine other) {
        engines.yieldTo(other);
    }
}
