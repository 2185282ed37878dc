package io.acexy.simulator.engine;

import io.acexy.simulator.media.Film;
import io.acexy.simulator.media.FilmFile;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** One playback session: what a start call makes. Confined to the engine's loop. */
final class Session {

    private static final int MAX_TOKENS = 32;

    /** What the session puts out. */
    enum Kind {
        TS,
        HLS
    }

    final Swarm swarm;
    final Kind kind;
    /** 32 hex, part of every URL of the session. */
    final String key;
    /** 40 hex, told in answers only. */
    final String playbackSessionId;

    final String pid;
    final long clientSessionId;
    /** Asked for with {@code stop_prev_read_thread=1}. */
    final boolean takesOver;
    /** Which file of a film it plays. */
    final int fileIndex;

    long readyAt;
    long lastActivity;
    long idleNanos;
    int refusedTries;
    int startsPending;
    boolean superseded;
    boolean leftoverOnly;
    boolean ended;
    boolean announcedLive;
    SessionReader reader;
    HlsWindow hls;
    /** Event calls that are held. */
    final Set<Runnable> whenEnded = new LinkedHashSet<>();

    private final Deque<String> tokens = new ArrayDeque<>();

    Session(Swarm swarm, Kind kind, String key, String playbackSessionId, EngineRequest start) {
        this.swarm = swarm;
        this.kind = kind;
        this.key = key;
        this.playbackSessionId = playbackSessionId;
        this.pid = start.pid();
        this.clientSessionId = start.number("client_session_id", -1);
        this.fileIndex = fileIndex(swarm.film, start);
        this.takesOver = start.isSet("stop_prev_read_thread");
    }

    /** The file that a start asks for, or the first. */
    static int fileIndex(Film film, EngineRequest start) {
        return film == null ? -1 : (int) start.number("_idx", film.files().firstKey());
    }

    /** The file of a film that it plays. */
    FilmFile file() {
        return swarm.film.files().get(fileIndex);
    }

    /** The broadcast's reader, if there is one. */
    Optional<Reader> broadcastReader() {
        return reader instanceof Reader broadcast ? Optional.of(broadcast) : Optional.empty();
    }

    /** Remembers the last part of a {@code /content/} URL that leads to this session. */
    void addToken(String token) {
        if (tokens.size() == MAX_TOKENS) {
            tokens.removeFirst();
        }
        tokens.addLast(token);
    }

    boolean hasToken(String token) {
        return tokens.contains(token);
    }

    boolean isIdle(long now) {
        return reader == null && startsPending == 0 && now - lastActivity > idleNanos;
    }
}
