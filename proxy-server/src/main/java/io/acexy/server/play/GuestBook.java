package io.acexy.server.play;

import io.acexy.core.engine.ContentId;
import io.acexy.server.http.Answer;
import io.acexy.server.http.Failure;
import io.acexy.server.http.Request;
import io.acexy.server.limits.Admission;
import io.acexy.server.limits.Place;
import io.acexy.server.limits.Refusal;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** All sessions of clients who take this proxy for an engine, under keys that nobody can guess. Any thread. */
final class GuestBook {

    /** As long as engines' own: some clients look at the form of what they are given. */
    private static final int KEY_BYTES = 16;

    private static final int ID_BYTES = 20;

    private final GuestSupplies supplies;
    private final Map<String, GuestSession> sessions = new ConcurrentHashMap<>();
    private final AtomicInteger count = new AtomicInteger();
    private final LinkNames names;

    GuestBook(GuestSupplies supplies) {
        this.supplies = supplies;
        this.names = new LinkNames(supplies.limits().node());
    }

    /**
     * One more session.
     *
     * @param refuse what is answered when there are as many as there may be, or no place for its player
     */
    Future<Answer> open(
            GuestWish wish,
            Request request,
            Function<GuestSession, Future<Answer>> begin,
            Function<Failure, Future<Answer>> refuse) {
        ContentId content = wish.play().content();
        if (count.incrementAndGet() > supplies.limits().maxSessions()) {
            count.decrementAndGet();
            return refuse.apply(supplies.seats().full(content));
        }
        Admission admission = supplies.seats().ask(content, request);
        if (admission instanceof Refusal refusal) {
            count.decrementAndGet();
            return refuse.apply(supplies.seats().refused(content, refusal));
        }
        GuestKeys keys = new GuestKeys(
                names.hex(KEY_BYTES), names.hex(ID_BYTES), request.trail().holder());
        EventLoop loop = request.connection().channel().eventLoop();
        GuestSession session = new GuestSession(keys, wish, loop, supplies, (Place) admission, this::closed);
        sessions.put(keys.key(), session);
        return begin.apply(session);
    }

    /** The session of a key, if its content is this one. */
    Optional<GuestSession> find(String infohash, String key) {
        return Optional.ofNullable(sessions.get(key)).filter(session -> session.isAt(infohash));
    }

    /** Ends those that were begun with the key of one of these. */
    void endThoseOf(Set<String> holders) {
        sessions.values().stream()
                .filter(session -> holders.contains(session.keys().holder()))
                .forEach(GuestSession::end);
    }

    private void closed(GuestSession session) {
        if (sessions.remove(session.keys().key(), session)) {
            count.decrementAndGet();
        }
    }
}
