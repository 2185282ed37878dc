package io.acexy.simulator.engine;

import io.acexy.simulator.engine.ContentCounters.Count;
import io.acexy.simulator.engine.Session.Kind;
import io.acexy.simulator.engine.SessionRules.EndedPid;
import io.acexy.simulator.engine.SessionRules.StopScope;
import io.acexy.simulator.engine.SessionRules.Superseding;
import io.acexy.simulator.support.BoundedMap;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * Which sessions there are, and the rules by which they come, replace each other and end. Confined to the engine's loop.
 */
final class SwarmTable {

    /** How long a swarm's data stays cached after its last session. */
    private static final long WARM_NANOS = Duration.ofSeconds(60).toNanos();

    private static final int MAX_REMEMBERED = 1000;

    /** A swarm that has ended. */
    private record Cached(long until, long downloaded) {}

    private final EngineCore engine;
    private final Map<String, Swarm> swarms = new HashMap<>();
    private final Map<String, Session> sessions = new HashMap<>();
    private final Map<String, Cached> cached = new BoundedMap<>(MAX_REMEMBERED);
    private final Map<String, Boolean> endedPids = new BoundedMap<>(MAX_REMEMBERED);

    SwarmTable(EngineCore engine) {
        this.engine = engine;
    }

    Session find(String infohash, String key) {
        Session session = sessions.get(key);
        return session != null && session.swarm.infohash.equals(infohash) ? session : null;
    }

    Session findByToken(String infohash, String token) {
        Swarm swarm = swarms.get(infohash);
        if (swarm == null) {
            return null;
        }
        return swarm.sessions.stream()
                .filter(s -> s.hasToken(token))
                .findFirst()
                .orElse(null);
    }

    Swarm swarm(String infohash) {
        return swarms.get(infohash);
    }

    Collection<Swarm> swarms() {
        return swarms.values();
    }

    boolean isEmpty() {
        return swarms.isEmpty();
    }

    /** A start call's session: the one that is there when neither start has a player id, else a new one. */
    Session open(String infohash, Kind kind, EngineRequest start) {
        Swarm running = swarms.get(infohash);
        if (running != null && start.pid().isEmpty()) {
            Session newest = running.newest();
            if (newest.pid.isEmpty()
                    && newest.kind == kind
                    && newest.fileIndex == Session.fileIndex(running.film, start)) {
                newest.lastActivity = System.nanoTime();
                return newest;
            }
        }
        return create(infohash, kind, start);
    }

    private Session create(String infohash, Kind kind, EngineRequest start) {
        long now = System.nanoTime();
        SessionRules rules = engine.scripts.settings(infohash).rules();
        endOthersOf(start.pid(), infohash);
        boolean warm = isWarm(infohash, now);
        Swarm swarm = swarms.computeIfAbsent(infohash, k -> new Swarm(k, engine, now, downloadedBefore(k)));
        supersede(swarm, start.pid(), rules);
        Session session = new Session(swarm, kind, hex(16), hex(20), start);
        TimingSettings timing = swarm.settings.timing();
        session.readyAt = now + timing.prebuffer().of(warm).pickNanos(engine.random);
        session.lastActivity = now;
        session.idleNanos = rules.idleExpiry().toNanos();
        session.leftoverOnly = rules.endedPid() == EndedPid.LEFTOVER && endedPids.containsKey(infohash + start.pid());
        swarm.sessions.add(session);
        sessions.put(session.key, session);
        engine.counters.add(infohash, Count.OPENED, 1);
        engine.counters.add(infohash, Count.SESSIONS_NOW, 1);
        engine.startTicking();
        return session;
    }

    /** A player plays one thing at a time: another content of the same player id, or, like it, of none, is over. */
    private void endOthersOf(String pid, String infohash) {
        for (Session session : new ArrayList<>(sessions.values())) {
            if (session.pid.equals(pid) && !session.swarm.infohash.equals(infohash)) {
                end(session, Count.SUPERSEDED);
            }
        }
    }

    private void supersede(Swarm swarm, String pid, SessionRules rules) {
        for (Session older : new ArrayList<>(swarm.sessions)) {
            if (!older.superseded) {
                older.superseded = true;
                engine.counters.add(swarm.infohash, Count.SUPERSEDED, 1);
            }
            if (older.pid.equals(pid) && !pid.isEmpty()) {
                remove(older);
            } else if (rules.superseding() == Superseding.READER_CUT && older.reader != null) {
                older.reader.end();
            }
        }
    }

    private boolean isWarm(String infohash, long now) {
        Cached before = cached.get(infohash);
        return swarms.containsKey(infohash) || (before != null && now < before.until());
    }

    private long downloadedBefore(String infohash) {
        Cached before = cached.get(infohash);
        return before == null ? 0 : before.downloaded();
    }

    /** A stop call: as far as the rules say. */
    void stop(Session session) {
        Swarm swarm = session.swarm;
        boolean all = swarm.settings.rules().stopScope() == StopScope.INFOHASH;
        for (Session each : all ? new ArrayList<>(swarm.sessions) : List.of(session)) {
            end(each, Count.STOPPED);
        }
    }

    /** A session that nobody will be told of ends at once. */
    void drop(Session session) {
        if (!session.ended) {
            end(session);
        }
    }

    void expireIdle(long now) {
        for (Session session : new ArrayList<>(sessions.values())) {
            if (session.isIdle(now)) {
                end(session, Count.EXPIRED);
            }
        }
    }

    /** The process dies: nothing is remembered. */
    void forgetAll() {
        for (Session session : sessions.values()) {
            engine.counters.add(session.swarm.infohash, Count.KILLED, 1);
            engine.counters.add(session.swarm.infohash, Count.SESSIONS_NOW, -1);
            session.ended = true;
        }
        sessions.clear();
        swarms.clear();
        cached.clear();
        endedPids.clear();
    }

    /** The reason is counted last: who waits for it finds everything else counted. */
    private void end(Session session, Count reason) {
        end(session);
        engine.counters.add(session.swarm.infohash, reason, 1);
    }

    private void end(Session session) {
        remove(session);
        Swarm swarm = session.swarm;
        if (swarm.sessions.isEmpty()) {
            swarms.remove(swarm.infohash);
            cached.put(swarm.infohash, new Cached(System.nanoTime() + WARM_NANOS, swarm.downloaded()));
        }
    }

    /** Takes a session away and leaves its swarm, even an empty one, to the caller. */
    private void remove(Session session) {
        session.ended = true;
        session.swarm.sessions.remove(session);
        sessions.remove(session.key);
        endedPids.put(session.swarm.infohash + session.pid, true);
        engine.counters.add(session.swarm.infohash, Count.SESSIONS_NOW, -1);
        if (session.reader != null) {
            session.reader.end();
        }
        new ArrayList<>(session.whenEnded).forEach(Runnable::run);
    }

    private String hex(int bytes) {
        byte[] random = new byte[bytes];
        engine.random.nextBytes(random);
        return HexFormat.of().formatHex(random);
    }
}
