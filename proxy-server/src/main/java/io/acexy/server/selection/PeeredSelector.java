package io.acexy.server.selection;

import io.acexy.core.engine.ContentId;
import io.acexy.core.engine.Engine;
import io.acexy.core.engine.EngineFault;
import io.acexy.core.engine.EngineLease;
import io.acexy.core.engine.EngineSelection;
import io.acexy.core.engine.EngineSelector;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;

/** Chooses the peer that plays a content, and where none does, as another one chooses. Any thread. */
final class PeeredSelector implements EngineSelector {

    private final Desk desk;
    private final Peers peers;
    private final EngineSelector own;

    /** @param own for what no peer plays */
    PeeredSelector(Desk desk, Peers peers, EngineSelector own) {
        this.desk = desk;
        this.peers = peers;
        this.own = own;
    }

    @Override
    public Future<EngineSelection> select(ContentId content, Set<Engine> excluding, EventExecutor home) {
        return among(content, excluding, home, executor -> own.select(content, excluding, executor));
    }

    @Override
    public Future<EngineSelection> selectSpare(ContentId content, Set<Engine> excluding, EventExecutor home) {
        return among(content, excluding, home, executor -> own.selectSpare(content, excluding, executor));
    }

    private Future<EngineSelection> among(
            ContentId content,
            Set<Engine> excluding,
            EventExecutor home,
            Function<EventExecutor, Future<EngineSelection>> otherwise) {
        Promise<EngineSelection> chosen = home.newPromise();
        try {
            desk.post(() -> peers.playing(content, excluding, peer -> {
                if (!chosen.isCancelled()) {
                    peer.ifPresentOrElse(one -> choose(one, chosen), () -> pass(otherwise.apply(desk.loop()), chosen));
                }
            }));
        } catch (RejectedExecutionException loopEnded) {
            chosen.trySuccess(new EngineSelection.Unavailable("this proxy is shutting down", Duration.ZERO));
        }
        return chosen;
    }

    private void choose(Engine peer, Promise<EngineSelection> chosen) {
        chosen.trySuccess(new EngineSelection.Selected(peer, new PeerLease(peer)));
    }

    /** Who cancels waits no more, here or there. */
    private static void pass(Future<EngineSelection> asked, Promise<EngineSelection> chosen) {
        chosen.addListener(done -> {
            if (chosen.isCancelled()) {
                asked.cancel(false);
            }
        });
        asked.addListener((Future<EngineSelection> done) -> {
            if (!done.isCancelled() && !chosen.trySuccess(done.getNow())) {
                done.getNow().then(selected -> selected.lease().release(), none -> {});
            }
        });
    }

    /** There are no slots on a peer: it has limits of its own. */
    private final class PeerLease implements EngineLease {

        private final Engine peer;

        PeerLease(Engine peer) {
            this.peer = peer;
        }

        @Override
        public void release() {
            // Nothing was taken.
        }

        @Override
        public void fail(EngineFault fault) {
            desk.post(() -> peers.failed(peer, fault));
        }
    }
}
