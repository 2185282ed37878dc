package io.acexy.core.source;

import io.acexy.core.GuardedLoop;
import io.acexy.core.engine.Engine;
import io.acexy.core.engine.EngineFault;
import io.acexy.core.engine.EngineLease;
import io.acexy.core.engine.MediaSession;
import io.acexy.core.engine.MediaSink;
import io.acexy.core.engine.SessionLinks;
import io.acexy.core.source.EngineSearch.Want;
import java.util.concurrent.TimeUnit;

/**
 * One engine's session for a stream, with the slot it takes. What it sends goes to one sink, which changes with its role.
 * Confined to the home loop.
 */
final class Source implements MediaSession.Listener {

    /** What a session is to its run. */
    enum Role {
        /** The stream has no media yet: the first to bring some is taken into use. */
        FIRST,
        /** It is being held against what has been published. */
        CANDIDATE,
        /** The same, but nothing happens with it until it is needed. */
        STANDBY,
        /** Players live from it. */
        IN_USE,
        /** It is being stopped. */
        RETIRING
    }

    /** Who hears what the session says. */
    interface Observer {

        void sourceStarted(Source source, SessionLinks links);

        void sourceFailed(Source source, EngineFault fault);
    }

    /** A source that goes on for so long has not only brought a few packets before it fails again. */
    private static final long PROVEN_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final long REOPEN_NANOS = TimeUnit.SECONDS.toNanos(30);

    final Engine engine;
    final EngineLease lease;
    final Want want;

    private final GuardedLoop home;
    private final Observer observer;

    private Role role;
    private MediaSession session;

    /** Set while it is a candidate, or a standby. */
    private Trial trial;

    private boolean announced;
    private boolean reopened;
    private long reopenedAt;
    private long usedSince;

    /** @param want what it was looked for */
    Source(GuardedLoop home, Engine engine, EngineLease lease, Want want, Observer observer) {
        this.home = home;
        this.engine = engine;
        this.lease = lease;
        this.want = want;
        this.observer = observer;
    }

    /** @param fresh what has been opened with this as its listener */
    void on(MediaSession fresh) {
        session = fresh;
    }

    MediaSession session() {
        return session;
    }

    boolean is(Role one) {
        return role == one;
    }

    /** Its media goes there as it comes. */
    void become(Role next, MediaSink sink) {
        role = next;
        usedSince = home.now();
        endTrial();
        feed(sink);
    }

    /** Its media is held, until it is clear how it follows what has been published. */
    void tryOut(Role next, Trial fresh) {
        role = next;
        endTrial();
        trial = fresh;
        feed(fresh);
    }

    /** Changes where its media goes. */
    void feed(MediaSink sink) {
        session.feed(sink);
    }

    Trial trial() {
        return trial;
    }

    /** It is needed now. */
    void wake() {
        role = role == Role.STANDBY ? Role.CANDIDATE : role;
    }

    /** Taken into use: hands over what was held, for good. The caller releases it. */
    Splicer use(MediaSink sink) {
        Splicer held = trial.finish();
        trial = null;
        become(Role.IN_USE, sink);
        return held;
    }

    /** Whether it has been in use for a while. */
    boolean isProven() {
        return role == Role.IN_USE && home.now() - usedSince > PROVEN_NANOS;
    }

    /** The first of its media is published: true once. */
    boolean announce() {
        boolean first = !announced;
        announced = true;
        return first;
    }

    boolean isAnnounced() {
        return announced;
    }

    /** It is to be stopped: true if it has been announced. */
    boolean retire() {
        role = Role.RETIRING;
        endTrial();
        boolean told = announced;
        announced = false;
        return told;
    }

    private void endTrial() {
        if (trial != null) {
            trial.finish().release();
            trial = null;
        }
    }

    /** Whether its session had media before, so that it is not cold. */
    boolean isReopened() {
        return reopened;
    }

    /**
     * Whether this fault is a cut connection to a session that may live on, and it was not cut only a moment ago. Another process of this
     * proxy ends what it has stopped.
     */
    boolean mayReopen(EngineFault fault) {
        boolean ended = fault.kind() == EngineFault.Kind.ENDED && !engine.isKin();
        boolean cut = ended || fault.kind() == EngineFault.Kind.UNREACHABLE;
        return cut && (!reopened || home.now() - reopenedAt > REOPEN_NANOS);
    }

    void reopen() {
        reopened = true;
        reopenedAt = home.now();
        session.reopen();
    }

    @Override
    public void started(SessionLinks links) {
        observer.sourceStarted(this, links);
    }

    @Override
    public void failed(EngineFault fault) {
        observer.sourceFailed(this, fault);
    }
}
