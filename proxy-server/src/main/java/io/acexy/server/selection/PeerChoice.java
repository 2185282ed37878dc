package io.acexy.server.selection;

import io.acexy.core.Bugs;
import io.acexy.core.engine.ContentId;
import io.acexy.core.engine.Engine;
import io.acexy.core.engine.EngineClient;
import io.acexy.core.engine.EngineSelector;
import io.acexy.core.engine.MediaSession;
import io.acexy.core.stream.StreamStatus;
import io.acexy.orchestrator.time.Clockwork;
import io.acexy.server.config.ClusterConfig;
import io.netty.channel.EventLoop;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** How several proxies that serve the same players have each content from an engine once. Any thread. */
public final class PeerChoice {

    private final Desk desk;
    private final Peers peers;

    private PeerChoice(Desk desk, Peers peers) {
        this.desk = desk;
        this.peers = peers;
    }

    /**
     * With the peers of the configuration, of which there is one at least.
     *
     * @param engines to ask them with
     * @param loop for that
     */
    public static PeerChoice of(ClusterConfig config, EngineClient engines, EventLoop loop, Bugs bugs) {
        return of(config, engines::plays, new Desk(Clockwork.system(loop), bugs));
    }

    /** The same, by another clock. */
    static PeerChoice of(ClusterConfig config, Peers.Inquiry inquiry, Desk desk) {
        List<Engine> all = config.peers().stream()
                .map(peer ->
                        Engine.proxyAt(peer.address().host(), peer.address().port()))
                .toList();
        return new PeerChoice(desk, new Peers(desk, inquiry, all, config.node() - 1));
    }

    /** Chooses the peer that plays a content; where none does, {@code own} chooses. */
    public EngineSelector before(EngineSelector own) {
        return new PeeredSelector(desk, peers, own);
    }

    /** Opens sessions on peers by the name that they know a content by. */
    public MediaSession.Opener before(MediaSession.Opener own) {
        return (home, engine, content, options, listener) ->
                own.open(home, engine, engine.isProxy() ? peers.names().of(content) : content, options, listener);
    }

    /**
     * Begins to give up what a peer plays too.
     *
     * @param streams all, at this moment
     * @param mover has a stream look for another source
     * @return to be told of streams that peers have asked for, by any thread
     */
    public Consumer<StreamStatus> watch(Supplier<List<StreamStatus>> streams, Consumer<ContentId> mover) {
        PeerWatch watch = new PeerWatch(desk, peers, streams, mover);
        watch.begin();
        return stream -> tell(watch, stream);
    }

    private void tell(PeerWatch watch, StreamStatus stream) {
        try {
            desk.post(() -> watch.asked(stream));
        } catch (RejectedExecutionException loopEnded) {
            // Nothing is moved any more.
        }
    }
}
