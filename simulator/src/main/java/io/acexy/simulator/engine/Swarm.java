package io.acexy.simulator.engine;

import io.acexy.simulator.media.EndlessMedia;
import io.acexy.simulator.media.Film;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** One download: everything an engine has of one infohash, and the sessions that share it. Confined to the engine's loop. */
final class Swarm {

    private static final int LEAST_PEERS = 8;
    private static final int PEERS_SPREAD = 24;

    final String infohash;
    final EndlessMedia media;
    /** What it plays instead of the broadcast, or null. */
    final Film film;

    final EngineSettings settings;
    final List<Session> sessions = new ArrayList<>();
    final long openedAt;

    private final Broadcaster broadcaster;
    private final ScriptBoard scripts;
    private final Random random;
    private final int allPeers;
    private final long peersTakeNanos;
    private double downloaded;
    private long arrived;
    private double filmSpeed;
    private long lastTick;
    private long edgeNanos;
    private long stalledVersion = -1;
    private long stalledUntil;

    Swarm(String infohash, EngineCore engine, long now, long downloadedBefore) {
        this.infohash = infohash;
        this.broadcaster = engine.broadcaster;
        this.scripts = engine.scripts;
        this.random = engine.random;
        this.media = broadcaster.media(infohash);
        this.film = broadcaster.film(infohash);
        this.settings = scripts.settings(infohash);
        this.openedAt = now;
        this.lastTick = now;
        this.downloaded = downloadedBefore;
        this.allPeers = LEAST_PEERS + random.nextInt(PEERS_SPREAD);
        this.peersTakeNanos = settings.timing().peers().pickNanos(random);
        this.edgeNanos = liveNanos();
    }

    /** The session that the last start made. */
    Session newest() {
        return sessions.get(sessions.size() - 1);
    }

    FilmScript filmScript() {
        return scripts.film(infohash);
    }

    ScriptBoard.Active script() {
        return scripts.of(infohash);
    }

    /** How far this engine has the broadcast, in media time; stands still while nothing comes from the swarm. */
    long edgeNanos() {
        return edgeNanos;
    }

    int peers(long now) {
        if (script().script().hasNoPeers()) {
            return 0;
        }
        long since = now - openedAt;
        return since >= peersTakeNanos ? allPeers : (int) (allPeers * since / peersTakeNanos);
    }

    /** Bytes a second that come from the swarm now. */
    double speed(long now) {
        if (film != null) {
            return filmSpeed;
        }
        return flows(now) && peers(now) > 0 ? media.bitsPerSecond() / 8.0 : 0;
    }

    long downloaded() {
        return (long) downloaded;
    }

    /** Bytes of the film have come, and gone to its reader. */
    void arrived(int bytes) {
        arrived += bytes;
    }

    boolean isStalled(long now) {
        return now < stalledUntil;
    }

    void tick(long now) {
        ScriptBoard.Active active = script();
        if (active.script() != EngineScript.STALL) {
            stalledUntil = 0;
        } else if (active.version() != stalledVersion && hasServedReader(now)) {
            stalledVersion = active.version();
            stalledUntil = now + settings.faults().stall().pickNanos(random);
        }
        filmSpeed = arrived * 1e9 / Math.max(1, now - lastTick);
        downloaded += film == null ? speed(now) * (now - lastTick) / 1e9 : arrived;
        arrived = 0;
        lastTick = now;
        if (flows(now)) {
            edgeNanos = liveNanos();
        }
    }

    private boolean flows(long now) {
        return !isStalled(now) && !script().script().silencesMedia();
    }

    private boolean hasServedReader(long now) {
        for (Session session : sessions) {
            if (session.reader != null && session.reader.isServed(now)) {
                return true;
            }
        }
        return false;
    }

    private long liveNanos() {
        return broadcaster.onAirNanos(infohash) - settings.pacing().behindLive().toNanos();
    }
}
