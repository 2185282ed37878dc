package io.acexy.core.source;

import io.acexy.core.engine.ContentId;
import io.acexy.core.engine.Engine;
import io.acexy.core.engine.EngineFault;
import io.acexy.core.engine.EngineLease;
import io.acexy.core.engine.MediaSession;
import io.acexy.core.engine.SessionLinks;
import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * One engine's session for a stream, with the slot it takes: a candidate while its splicer holds what it sends, then the
 * source that the players live from. Confined to the home loop.
 */
final class Source implements MediaSession.Listener {

    /** Who hears what the session says. */
    interface Observer {

        void sourceStarted(Source source, SessionLinks links);

        /** The observer takes the data over. */
        void sourceMedia(Source source, ByteBuf data);

        void sourceFailed(Source source, EngineFault fault);
    }

    /** How long a playback that is opened anew may take to its first media. */
    static final Duration REOPEN_TIMEOUT = Duration.ofSeconds(3);

    /** How long a source may take to meet the one in use, once it brings media. */
    static final Duration SPLICE_PATIENCE = Duration.ofSeconds(3);

    /** A source that goes on for so long has not only brought a few packets before it fails again. */
    private static final long PROVEN_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final long REOPEN_NANOS = TimeUnit.SECONDS.toNanos(30);

    final Engine engine;
    final EngineLease lease;
    final MediaSession session;

    /** Null once the source is in use. */
    Splicer splicer;

    /** Whether media of this session has been published. */
    boolean announced;

    /** Whether nothing happens with it until it is needed. */
    boolean standby;

    /** Whether it has brought no media for so long that another is tried beside it. */
    boolean late;

    /** Whether it has waited long enough to begin with a jump, and without a keyframe. */
    boolean overdue;

    private final EventLoop home;
    private final SourceServices services;
    private final Observer observer;

    private Future<?> deadline;

    /** When the playback was last opened anew, by the loop's ticker. */
    private long reopenedAt;

    private boolean reopened;
    private long usedSince;

    Source(
            EventLoop home,
            SourceServices services,
            Engine engine,
            EngineLease lease,
            ContentId content,
            Map<String, String> options,
            Observer observer) {
        this.home = home;
        this.services = services;
        this.engine = engine;
        this.lease = lease;
        this.observer = observer;
        this.session = services.sessions().open(home, engine, content, options, this);
    }

    /** Begins to hold what comes. */
    void hold(Published published) {
        splicer = new Splicer(
                published.tail(), services.allocator(), services.config().heldBytes());
    }

    /** Calls once after a time, unless the source has been taken into use or retired before. Replaces an earlier one. */
    void deadline(Duration patience, Consumer<Source> passed) {
        cancelDeadline();
        deadline = home.schedule(() -> passed.accept(this), patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * Where this candidate follows what has been published, if that is clear by now.
     *
     * @param publishedMoved whether more has been published since the last time
     * @param mayJump whether going on at a later keyframe will do
     */
    Optional<Splice> splice(boolean publishedMoved, boolean mayJump) {
        if (standby || splicer == null) {
            return Optional.empty();
        }
        Optional<Splice> splice = splicer.exact(publishedMoved, mayJump);
        return splice.isEmpty() && (mayJump || overdue) ? jump() : splice;
    }

    /** The first place past what has been published at which a picture begins. */
    Optional<Splice> jump() {
        if (standby || splicer == null) {
            return Optional.empty();
        }
        Optional<Splice> splice = splicer.atKeyframe();
        return splice.isEmpty() && overdue ? splicer.atTables() : splice;
    }

    /** Hands over what was held, for good: the source is in use from now on. The caller releases it. */
    Splicer takeSplicer() {
        usedSince = home.ticker().nanoTime();
        Splicer taken = splicer;
        splicer = null;
        cancelDeadline();
        return taken;
    }

    /** Whether it has been in use for a while. */
    boolean isProven() {
        return splicer == null && home.ticker().nanoTime() - usedSince > PROVEN_NANOS;
    }

    /** Forgets what was held. */
    void dropSplicer() {
        cancelDeadline();
        if (splicer != null) {
            splicer.release();
            splicer = null;
        }
    }

    /** Whether its session had media before, so that it is not cold. */
    boolean isReopened() {
        return reopened;
    }

    /** Whether this fault is a cut connection to a session that may live on, and it was not cut only a moment ago. */
    boolean mayReopen(EngineFault fault) {
        boolean cut = fault.kind() == EngineFault.Kind.ENDED || fault.kind() == EngineFault.Kind.UNREACHABLE;
        return cut && (!reopened || home.ticker().nanoTime() - reopenedAt > REOPEN_NANOS);
    }

    void reopen() {
        reopened = true;
        reopenedAt = home.ticker().nanoTime();
        session.reopen();
    }

    private void cancelDeadline() {
        if (deadline != null) {
            deadline.cancel(false);
            deadline = null;
        }
    }

    @Override
    public void started(SessionLinks links) {
        observer.sourceStarted(this, links);
    }

    @Override
    public void media(ByteBuf data) {
        observer.sourceMedia(this, data);
    }

    @Override
    public void failed(EngineFault fault) {
        observer.sourceFailed(this, fault);
    }
}
