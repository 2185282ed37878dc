package io.acexy.server.play;

import io.acexy.core.broadcast.Burst;
import io.acexy.core.engine.ContentId;
import io.acexy.core.stream.Departure;
import io.acexy.core.stream.Join;
import io.acexy.core.stream.LeaveReason;
import io.acexy.core.stream.Viewing;
import io.acexy.server.http.Failure;
import io.netty.util.concurrent.Ticker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * The HLS players of one content: those who wait for a list, and those who have one. Who comes and who goes is told as of any
 * other player. Confined to the loop of the stage, but for what says otherwise.
 */
final class HlsCrowd {

    private final ContentId content;
    private final HlsParts parts;
    private final Ticker ticker;
    private final Supplier<Viewing> seat;
    private final Collection<HlsVisit> waiting = new ArrayList<>();

    /** By token. Written on the loop; the status is read from elsewhere. */
    private final Map<String, HlsSession> sessions = new ConcurrentHashMap<>();

    private volatile int waiters;

    /**
     * Nobody yet.
     *
     * @param ticker of all loops
     * @param seat that they share; null before it is taken
     */
    HlsCrowd(ContentId content, HlsParts parts, Ticker ticker, Supplier<Viewing> seat) {
        this.content = content;
        this.parts = parts;
        this.ticker = ticker;
        this.seat = seat;
    }

    /** Any thread. */
    int size() {
        return sessions.size() + waiters;
    }

    /** Those who have a list. Any thread. */
    List<HlsSession> sessions() {
        return List.copyOf(sessions.values());
    }

    /** Whether somebody has a list under this token. Any thread. */
    boolean knows(String token) {
        return sessions.containsKey(token);
    }

    /** Whoever has a list under this token; null when nobody has. */
    HlsSession session(String token) {
        return sessions.get(token);
    }

    boolean isEmpty() {
        return sessions.isEmpty() && waiting.isEmpty();
    }

    /**
     * Somebody opens the channel.
     *
     * @param kick sends him away; called on any thread
     */
    void enter(HlsVisit one, Runnable kick) {
        parts.enter(content, one.session(), ticker, kick);
    }

    void await(HlsVisit one) {
        waiting.add(one);
        waiters = waiting.size();
    }

    boolean isWaiting(HlsVisit one) {
        return waiting.contains(one);
    }

    /** Takes out everybody who waits: they are about to begin. */
    List<HlsVisit> waiting() {
        List<HlsVisit> all = List.copyOf(waiting);
        waiting.clear();
        waiters = 0;
        return all;
    }

    /** He waits no more. */
    void forget(HlsVisit one, LeaveReason why) {
        waiting.remove(one);
        waiters = waiting.size();
        leave(one.session(), why);
    }

    /** He has an address for his list. Who comes again under his token has been there before: it is one session. */
    void begin(HlsSession session, Join.Kind how) {
        session.begins(how, ticker.nanoTime());
        HlsSession before = sessions.put(session.token(), session);
        if (before != null) {
            leave(before, LeaveReason.REPLACED);
        }
        Viewing shared = seat.get();
        if (shared != null) {
            // What of the past he is given, he decides: he has a list of it.
            shared.oneJoined(new Join(session.name(), how, session.waited(), new Burst(0, Duration.ZERO)));
        }
    }

    /** A session is over. */
    void end(String token, LeaveReason why) {
        HlsSession session = sessions.remove(token);
        if (session != null) {
            leave(session, why);
        }
    }

    /** Ends the sessions of those who have not asked for a while. */
    void sweep() {
        long now = ticker.nanoTime();
        sessions.values().removeIf(session -> {
            boolean gone = session.isGone(now, parts.limits());
            if (gone) {
                leave(session, LeaveReason.CLIENT_LEFT);
            }
            return gone;
        });
    }

    /** Nobody is left behind; who waits is told why. */
    void close(Failure words, LeaveReason why) {
        sessions.values().forEach(session -> leave(session, why));
        sessions.clear();
        for (HlsVisit one : waiting()) {
            one.answer().setSuccess(words.answer(one.request().form()));
            leave(one.session(), why);
        }
    }

    private void leave(HlsSession session, LeaveReason why) {
        parts.leave(session);
        Viewing shared = seat.get();
        if (shared != null) {
            shared.oneLeft(departure(session, why));
        }
    }

    private Departure departure(HlsSession session, LeaveReason why) {
        boolean begun = session.waited() != null;
        return new Departure(session.name(), why, begun, session.stayed(ticker.nanoTime()), session.bytes(), 0, 0);
    }
}
