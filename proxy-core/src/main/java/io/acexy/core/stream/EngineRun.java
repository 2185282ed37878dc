package io.acexy.core.stream;

import io.acexy.core.engine.ContentId;
import io.acexy.core.engine.Engine;
import io.acexy.core.engine.EngineFault;
import io.acexy.core.engine.EngineLease;
import io.acexy.core.engine.EngineSelection;
import io.acexy.core.engine.EngineSession;
import io.acexy.core.engine.SessionLinks;
import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import io.netty.util.concurrent.PromiseCombiner;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The engine's side of a stream, from the choice of an engine to the stop of its session. A start that fails on one engine
 * is tried on others. Confined to the stream's home loop.
 */
final class EngineRun {

    /** The stream that this run serves. */
    interface Owner {

        /** An engine has accepted the start and says what the content is. */
        void named(SessionLinks links);

        /** Media; the owner takes it over. */
        void media(ByteBuf data);

        /** The run is over, and its session is being stopped. */
        void lost(StreamFailure failure);

        /** Every engine is full: make room if possible; null when it is not. */
        Future<Void> reclaim();
    }

    /** So many engines are tried for one start. */
    private static final int MAX_ENGINES = 3;

    /** So often a start waits for an engine that is being freed; another start may be quicker to take it. */
    private static final int MAX_RECLAIMS = 3;

    private final EventLoop home;
    private final ContentId content;
    private final Map<String, String> options;
    private final StreamServices services;
    private final Owner owner;
    private final Set<Engine> tried = new HashSet<>();
    private final List<Future<Void>> retirements = new ArrayList<>();

    private EngineLease lease;
    private EngineSession session;
    private EngineFault firstFault;
    private int reclaims;
    private boolean live;
    private boolean over;
    private volatile Engine engine;
    private volatile SessionLinks links;

    EngineRun(EventLoop home, ContentId content, Map<String, String> options, StreamServices services, Owner owner) {
        this.home = home;
        this.content = content;
        this.options = options;
        this.services = services;
        this.owner = owner;
    }

    /** The engine in use or in trial; null while none is. Any thread. */
    Engine engine() {
        return engine;
    }

    /** Any thread. */
    SessionLinks links() {
        return links;
    }

    void begin() {
        services.selector()
                .select(content, Set.copyOf(tried), home)
                .addListener((Future<EngineSelection> done) -> selected(done.getNow()));
    }

    private void selected(EngineSelection selection) {
        if (selection instanceof EngineSelection.Selected selected) {
            if (over) {
                selected.lease().release();
            } else {
                start(selected);
            }
        } else if (!over) {
            withoutEngine(selection);
        }
    }

    private void start(EngineSelection.Selected selected) {
        engine = selected.engine();
        lease = selected.lease();
        tried.add(engine);
        session = new EngineSession(home, services.engines(), engine, content, options, new EngineSession.Listener() {
            @Override
            public void started(SessionLinks answer) {
                links = answer;
                owner.named(answer);
            }

            @Override
            public void media(ByteBuf data) {
                owner.media(data);
            }

            @Override
            public void failed(EngineFault fault) {
                sessionFailed(fault);
            }
        });
        session.start();
    }

    private void withoutEngine(EngineSelection answer) {
        if (answer instanceof EngineSelection.Busy && reclaims < MAX_RECLAIMS) {
            reclaims++;
            Future<Void> room = owner.reclaim();
            if (room != null) {
                room.addListener(done -> {
                    if (!over) {
                        begin();
                    }
                });
                return;
            }
        }
        over = true;
        owner.lost(firstFault != null ? StreamFailure.of(firstFault) : noEngine(answer));
    }

    private static StreamFailure noEngine(EngineSelection answer) {
        if (answer instanceof EngineSelection.Busy busy) {
            return new StreamFailure(StreamFailure.Kind.NO_ENGINE, busy.reason(), busy.retryAfter());
        }
        EngineSelection.Unavailable none = (EngineSelection.Unavailable) answer;
        return new StreamFailure(StreamFailure.Kind.NO_ENGINE, none.reason(), none.retryAfter());
    }

    /** The owner has published media: from now on a failure is not one of the start. */
    void markLive() {
        live = true;
        services.listener().sessionStarted(content, engine, links);
    }

    /** The owner judges that what comes from the engine is no good. */
    void reject(EngineFault fault) {
        sessionFailed(fault);
    }

    private void sessionFailed(EngineFault fault) {
        if (over) {
            return;
        }
        if (!live) {
            services.listener().startFailed(content, engine, fault);
        }
        if (firstFault == null) {
            firstFault = fault;
        }
        boolean again = !live && fault.kind().mayWorkElsewhere() && tried.size() < MAX_ENGINES;
        over = !again;
        retire(fault);
        if (again) {
            begin();
        } else {
            owner.lost(
                    live
                            ? new StreamFailure(StreamFailure.Kind.ENDED, fault.detail(), StreamFailure.USUAL_WAIT)
                            : StreamFailure.of(firstFault));
        }
    }

    /** Stops the session on its engine; the slot is given back when the engine is rid of it. */
    private void retire(EngineFault fault) {
        if (session == null) {
            return;
        }
        EngineLease ending = lease;
        Future<Void> stopping = session.stop();
        if (live) {
            services.listener().sessionEnded(content, engine, links, fault);
        }
        session = null;
        engine = null;
        links = null;
        retirements.removeIf(Future::isDone);
        retirements.add(stopping);
        stopping.addListener(done -> {
            if (fault == null) {
                ending.release();
            } else {
                ending.fail(fault);
            }
        });
    }

    void reading(boolean on) {
        if (session != null) {
            session.reading(on);
        }
    }

    /** Nobody wants the media any more. Completed when no session of this run is left on any engine. */
    Future<Void> stop() {
        over = true;
        retire(null);
        PromiseCombiner combiner = new PromiseCombiner(home);
        retirements.forEach(combiner::add);
        Promise<Void> stopped = home.newPromise();
        combiner.finish(stopped);
        return stopped;
    }

    /**
     * Another stream plays the same content. On the same engine one stop would end both sessions, so this one is left to
     * that stream's stop.
     */
    void yieldTo(Engine other) {
        over = true;
        if (session != null && session.engine().equals(other)) {
            session.abandon();
            lease.release();
            session = null;
        } else {
            retire(null);
        }
    }
}
