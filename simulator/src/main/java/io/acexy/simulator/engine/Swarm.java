package io.acexy.simulator.engine;

import io.acexy.simulator.media.EndlessMedia;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** One download: everything an engine has of one infohash, and the sessions that share it. Confined to the engine's loop. */
final class Swarm {

    private static final int LEAST_PEERS = 8;
    private static final int PEERS_SPREAD = 24;

    final String infohash;
    final EndlessMedia media;
    final EngineSettings settings;
    final List<Session> sessions = new ArrayList<>();
    final long openedAt;

    private final Broadcaster broadcaster;
    private final ScriptBoard scripts;
    private final Random random;
    private final int allPeers;
    private final long peersTakeNanos;
    private double downloaded;
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
        return flows(now) && peers(now) > 0 ? media.bitsPerSecond() / 8.0 : 0;
    }

    long downloaded() {
        return (long) downloaded;
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
        downloaded += speed(now) * (now - lastTick) / 1e9;
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
