package io.acexy.server.selection;

import io.acexy.core.engine.ContentId;
import io.acexy.core.stream.StreamState;
import io.acexy.core.stream.StreamStatus;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Finds out whether a content that this proxy has from an engine is played by a peer before this one too: two names of one content
 * are told apart by nobody until an engine has named its infohash. Then the stream moves to that peer, at the very next byte, and the
 * engine is free. Looked at when a stream has begun, once more a little later for two that began together, when a peer has asked for
 * it, and now and then for what was apart meanwhile. Confined to the desk's loop.
 */
final class PeerWatch {

    private static final Duration PERIOD = Duration.ofMillis(500);
    private static final Duration SOON = Duration.ofSeconds(2);
    private static final Duration NOW_AND_THEN = Duration.ofSeconds(30);

    /** Questions in one round; what is left is asked in the next. */
    private static final int MOST_AT_ONCE = 50;

    private final Desk desk;
    private final Peers peers;
    private final Supplier<List<StreamStatus>> streams;
    private final Consumer<ContentId> mover;

    /** When each is asked about next. */
    private final Map<ContentId, Long> due = new HashMap<>();

    /**
     * @param streams all, at this moment
     * @param mover has a stream look for another source
     */
    PeerWatch(Desk desk, Peers peers, Supplier<List<StreamStatus>> streams, Consumer<ContentId> mover) {
        this.desk = desk;
        this.peers = peers;
        this.streams = streams;
        this.mover = mover;
    }

    void begin() {
        desk.later(PERIOD, () -> {
            look();
            if (!desk.loop().isShuttingDown()) {
                begin();
            }
        });
    }

    /** A peer has asked whether this is played here: it may play it itself by now. */
    void asked(StreamStatus stream) {
        fromEngine(stream).ifPresent(content -> due.computeIfPresent(content, (one, next) -> desk.now()));
    }

    void look() {
        Set<ContentId> here = new HashSet<>();
        int asked = 0;
        for (StreamStatus stream : streams.get()) {
            Optional<ContentId> content = fromEngine(stream);
            if (content.isPresent()) {
                here.add(content.get());
                peers.names().learn(stream.engines().content(), content.get());
                asked += asked < MOST_AT_ONCE && isDue(content.get()) ? ask(stream.content(), content.get()) : 0;
            }
        }
        due.keySet().retainAll(here);
    }

    /** What engines call it, if one sends it. */
    private static Optional<ContentId> fromEngine(StreamStatus stream) {
        boolean fromEngine = stream.state() == StreamState.LIVE
                && stream.content().isOriginal()
                && stream.engine() != null
                && !stream.engine().isProxy()
                && stream.links() != null
                && stream.links().infohash() != null
                && stream.engines().content() != null;
        return fromEngine
                ? Optional.of(
                        stream.engines().content().withInfohash(stream.links().infohash()))
                : Optional.empty();
    }

    private boolean isDue(ContentId content) {
        Long next = due.get(content);
        return next == null || desk.now() - next >= 0;
    }

    private int ask(ContentId name, ContentId content) {
        boolean isNew = !due.containsKey(content);
        due.put(content, desk.now() + (isNew ? SOON : NOW_AND_THEN).toNanos());
        if (isNew) {
            peers.tellAfter(content);
        }
        peers.playingBefore(content, peer -> peer.ifPresent(one -> mover.accept(name)));
        return 1;
    }
}
