package io.acexy.server.play;

import io.netty.channel.EventLoop;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** All sessions of clients who take this proxy for an engine, under keys that nobody can guess. Any thread. */
final class GuestBook {

    /** As long as engines' own: some clients look at the form of what they are given. */
    private static final int KEY_BYTES = 16;

    private static final int ID_BYTES = 20;

    private final GuestSupplies supplies;
    private final Map<String, GuestSession> sessions = new ConcurrentHashMap<>();
    private final AtomicInteger count = new AtomicInteger();
    private final SecureRandom random = new SecureRandom();

    GuestBook(GuestSupplies supplies) {
        this.supplies = supplies;
    }

    /**
     * One more session; nothing when there are as many as there may be.
     *
     * @param holder whose key has opened it
     */
    Optional<GuestSession> open(GuestWish wish, EventLoop loop, String holder) {
        boolean fits = count.incrementAndGet() <= supplies.limits().maxSessions()
                && supplies.seats().take();
        if (!fits) {
            count.decrementAndGet();
            return Optional.empty();
        }
        GuestKeys keys = new GuestKeys(hex(KEY_BYTES), hex(ID_BYTES), holder);
        GuestSession session = new GuestSession(keys, wish, loop, supplies, this::closed);
        sessions.put(keys.key(), session);
        return Optional.of(session);
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

    private String hex(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
