package io.acexy.server.play;

import io.netty.channel.EventLoop;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
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

    /** One more session; nothing when there are as many as there may be. */
    Optional<GuestSession> open(GuestWish wish, EventLoop loop) {
        boolean fits = count.incrementAndGet() <= supplies.limits().maxSessions()
                && supplies.seats().take();
        if (!fits) {
            count.decrementAndGet();
            return Optional.empty();
        }
        GuestKeys keys = new GuestKeys(hex(KEY_BYTES), hex(ID_BYTES));
        GuestSession session = new GuestSession(keys, wish, loop, supplies, this::closed);
        sessions.put(keys.key(), session);
        return Optional.of(session);
    }

    /** The session of a key, if its content is this one. */
    Optional<GuestSession> find(String infohash, String key) {
        return Optional.ofNullable(sessions.get(key)).filter(session -> session.isAt(infohash));
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
