package io.acexy.simulator.engine;

import io.acexy.simulator.engine.ContentCounters.Count;
import io.acexy.simulator.support.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/** The side channels of a session: {@code /ace/stat}, {@code /ace/cmd} and {@code /ace/event}. */
final class SessionEndpoint {

    static final String UNKNOWN = "unknown playback session id";

    private static final int PIECE = 16 * 1024;
    private static final long LIVE_WINDOW_SECONDS = 1800;
    private static final long MAX_IDLE_SECONDS = 86_400;

    private final EngineCore engine;

    SessionEndpoint(EngineCore engine) {
        this.engine = engine;
    }

    void stat(EngineRequest request, String infohash, String key) {
        boolean skips = request.isSet("skip_player_activity");
        engine.counters.add(infohash, skips ? Count.STAT_CALLS_SKIPPING : Count.STAT_CALLS, 1);
        EngineScript script = engine.scripts.of(infohash).script();
        if (script == EngineScript.STAT_HANGS) {
            return;
        }
        Session called = engine.swarms.find(infohash, key);
        if (called != null && !skips) {
            called.lastActivity = System.nanoTime();
        }
        answerLater(request, infohash, () -> {
            Session session = engine.swarms.find(infohash, key);
            boolean known = session != null && script != EngineScript.STAT_UNKNOWN_SESSION;
            return known ? statOf(session) : Json.error(UNKNOWN);
        });
    }

    private void answerLater(EngineRequest request, String infohash, Supplier<String> body) {
        EngineSettings settings = engine.scripts.settings(infohash);
        engine.after(
                request.channel(),
                settings.timing().command(),
                () -> Answer.json(request, settings.wire().answers(), body.get()));
    }

    private String statOf(Session session) {
        long now = System.nanoTime();
        Swarm swarm = session.swarm;
        boolean prebuffers = now < session.readyAt || swarm.script().script() == EngineScript.OFFLINE;
        JsonObject stat = JsonObject.of("status", prebuffers ? "prebuf" : "dl");
        if (prebuffers) {
            stat.with("progress", progress(session, now));
        }
        stat.with("peers", swarm.peers(now))
                .with("speed_down", (long) (swarm.speed(now) / 1024))
                .with("speed_up", swarm.peers(now))
                .with("downloaded", swarm.downloaded() / PIECE * PIECE)
                .with("uploaded", swarm.downloaded() / 32 / PIECE * PIECE);
        addConstants(stat, session);
        stat.with("infohash", swarm.infohash)
                // Once two sessions of a content run, both report the newer one's id.
                .with("playback_session_id", swarm.newest().playbackSessionId)
                .with("client_session_id", session.clientSessionId);
        boolean hasPosition = !prebuffers && swarm.film == null;
        return Json.response(hasPosition ? stat.with("livepos", livePosition(session)) : stat);
    }

    private static int progress(Session session, long now) {
        if (session.swarm.script().script() == EngineScript.OFFLINE) {
            return 0;
        }
        long begun = session.swarm.openedAt;
        long whole = Math.max(1, session.readyAt - begun);
        return (int) Math.max(0, Math.min(100, 100 * (now - begun) / whole));
    }

    private static void addConstants(JsonObject stat, Session session) {
        stat.with("total_progress", totalProgress(session))
                .with("is_live", StartEndpoint.liveFlag(session))
                .with("is_encrypted", 0)
                .with("selected_stream_index", 0)
                .with("selected_file_index", session.fileIndex)
                .with("stream_status", -1)
                .with("manifest_access_mode", -1)
                .with("network_monitor_status", 0)
                .with("network_monitor_started", false)
                .with("debug_level", 0)
                .with(
                        "disk_cache_stats",
                        JsonObject.of("avail", 3_199_156_224L)
                                .with("disk_cache_limit", 2_266_017_044L)
                                .with("inactive_inuse", 0)
                                .with("active_inuse", 38_010_982));
    }

    /** In percent; of a broadcast there is no whole. */
    private static long totalProgress(Session session) {
        Swarm swarm = session.swarm;
        return swarm.film == null
                ? 0
                : Math.min(
                        100, 100 * swarm.downloaded() / session.file().bytes().length());
    }

    /** All strings, as real engines write them. */
    private static JsonObject livePosition(Session session) {
        long last = liveSeconds(session.swarm);
        long behind = session.broadcastReader()
                .map(reader -> Duration.ofNanos(session.swarm.edgeNanos() - reader.mediaNanos()))
                .orElse(Duration.ZERO)
                .toSeconds();
        String first = String.valueOf(last - LIVE_WINDOW_SECONDS);
        return JsonObject.of("pos", String.valueOf(last - behind))
                .with("live_first", first)
                .with("live_last", String.valueOf(last))
                .with("last", String.valueOf(last))
                .with("first_ts", first)
                .with("last_ts", String.valueOf(last))
                .with("is_live", "1")
                .with("buffer_pieces", "30");
    }

    private static long liveSeconds(Swarm swarm) {
        return Instant.now().minus(swarm.settings.pacing().behindLive()).getEpochSecond();
    }

    void command(EngineRequest request, String infohash, String key) {
        String method = request.parameter("method", "");
        if (method.equals("stop")) {
            engine.counters.add(infohash, Count.STOPS_RECEIVED, 1);
            if (engine.scripts.of(infohash).script() == EngineScript.STOP_HANGS) {
                return;
            }
        }
        Session session = engine.swarms.find(infohash, key);
        String error = session == null ? UNKNOWN : obey(method, request, session);
        String answer = error == null ? Json.response("ok") : Json.error(error);
        answerLater(request, infohash, () -> answer);
    }

    /** Null where all is well, else the error to answer. */
    private String obey(String method, EngineRequest request, Session session) {
        return switch (method) {
            case "stop" -> {
                engine.swarms.stop(session);
                yield null;
            }
            case "set_player_activity_timeout" -> {
                long seconds = request.number("timeout", -1);
                if (seconds < 0 || seconds > MAX_IDLE_SECONDS) {
                    yield "bad timeout";
                }
                session.idleNanos = Duration.ofSeconds(seconds).toNanos();
                yield null;
            }
            case "liveseek" -> seek(request.number("pos", -1), session);
            case "set_stream" -> request.number("stream_index", -1) == 0 ? null : "unknown stream";
            default -> "unknown method";
        };
    }

    private static String seek(long unixSeconds, Session session) {
        Swarm swarm = session.swarm;
        long back = liveSeconds(swarm) - unixSeconds;
        if (swarm.film != null || unixSeconds < 0 || back < 0 || back > PacingSettings.CACHE.toSeconds()) {
            return "position out of range";
        }
        long target = swarm.edgeNanos() - Duration.ofSeconds(back).toNanos();
        session.broadcastReader().ifPresent(reader -> reader.moveTo(target));
        return null;
    }

    /** A long poll: held until something happened or the engine's patience is over. */
    void event(EngineRequest request, String infohash, String key) {
        Session session = engine.swarms.find(infohash, key);
        if (session == null) {
            answerLater(request, infohash, () -> Json.error(UNKNOWN));
            return;
        }
        session.lastActivity = System.nanoTime();
        long hold = WireSettings.EVENT_HOLD.toNanos();
        EventPoll poll = new EventPoll(request, session);
        if (!session.announcedLive) {
            long untilReady = Math.max(1, session.readyAt - System.nanoTime());
            engine.after(request.channel(), Math.min(untilReady, hold), () -> poll.announceLive(System.nanoTime()));
        }
        engine.after(request.channel(), hold, () -> poll.answer(Json.response(null)));
    }

    /** One event call that waits; whatever happens first answers it. */
    private static final class EventPoll implements Runnable {
        private final EngineRequest request;
        private final Session session;
        private boolean answered;

        EventPoll(EngineRequest request, Session session) {
            this.request = request;
            this.session = session;
            session.whenEnded.add(this);
            request.channel().closeFuture().addListener(closed -> session.whenEnded.remove(this));
        }

        void announceLive(long now) {
            if (!session.announcedLive && now >= session.readyAt) {
                session.announcedLive = true;
                answer(event("live_changed", JsonObject.of("is_live", StartEndpoint.liveFlag(session))));
            }
        }

        /** The session has ended. */
        @Override
        public void run() {
            answer(event("download_stopped", JsonObject.of("reason", "stopped")));
        }

        void answer(String body) {
            if (!answered) {
                answered = true;
                Answer.json(request, session.swarm.settings.wire().answers(), body);
            }
        }
    }

    private static String event(String name, JsonObject parameters) {
        return Json.response(JsonObject.of("name", name).with("params", parameters));
    }
}
