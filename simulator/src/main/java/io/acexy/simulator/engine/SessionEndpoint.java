package io.acexy.simulator.engine;

import com.fasterxml.jackson.core.JsonGenerator;
import io.acexy.simulator.engine.CounterBoard.Count;
import java.io.IOException;
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
        return Json.response(out -> {
            out.writeStartObject();
            out.writeStringField("status", prebuffers ? "prebuf" : "dl");
            if (prebuffers) {
                out.writeNumberField("progress", progress(session, now));
            }
            out.writeNumberField("peers", swarm.peers(now));
            out.writeNumberField("speed_down", (long) (swarm.speed(now) / 1024));
            out.writeNumberField("speed_up", swarm.peers(now));
            out.writeNumberField("downloaded", swarm.downloaded() / PIECE * PIECE);
            out.writeNumberField("uploaded", swarm.downloaded() / 32 / PIECE * PIECE);
            writeConstants(out);
            out.writeStringField("infohash", swarm.infohash);
            // Once two sessions of a content run, both report the newer one's id.
            out.writeStringField("playback_session_id", swarm.newest().playbackSessionId);
            out.writeNumberField("client_session_id", StartEndpoint.clientSessionId(session));
            if (!prebuffers) {
                writeLivePosition(out, session);
            }
            out.writeEndObject();
        });
    }

    private static int progress(Session session, long now) {
        if (session.swarm.script().script() == EngineScript.OFFLINE) {
            return 0;
        }
        long begun = session.swarm.openedAt;
        long whole = Math.max(1, session.readyAt - begun);
        return (int) Math.max(0, Math.min(100, 100 * (now - begun) / whole));
    }

    private static void writeConstants(JsonGenerator out) throws IOException {
        out.writeNumberField("total_progress", 0);
        out.writeNumberField("is_live", 1);
        out.writeNumberField("is_encrypted", 0);
        out.writeNumberField("selected_stream_index", 0);
        out.writeNumberField("selected_file_index", -1);
        out.writeNumberField("stream_status", -1);
        out.writeNumberField("manifest_access_mode", -1);
        out.writeNumberField("network_monitor_status", 0);
        out.writeBooleanField("network_monitor_started", false);
        out.writeNumberField("debug_level", 0);
        out.writeObjectFieldStart("disk_cache_stats");
        out.writeNumberField("avail", 3_199_156_224L);
        out.writeNumberField("disk_cache_limit", 2_266_017_044L);
        out.writeNumberField("inactive_inuse", 0);
        out.writeNumberField("active_inuse", 38_010_982);
        out.writeEndObject();
    }

    /** All strings, as real engines write them. */
    private static void writeLivePosition(JsonGenerator out, Session session) throws IOException {
        PacingSettings pacing = session.swarm.settings.pacing();
        long last = Instant.now().minus(pacing.behindLive()).getEpochSecond();
        long behind = session.reader == null
                ? 0
                : Duration.ofNanos(session.swarm.edgeNanos() - session.reader.mediaNanos())
                        .toSeconds();
        out.writeObjectFieldStart("livepos");
        out.writeStringField("pos", String.valueOf(last - behind));
        out.writeStringField("live_first", String.valueOf(last - LIVE_WINDOW_SECONDS));
        out.writeStringField("live_last", String.valueOf(last));
        out.writeStringField("last", String.valueOf(last));
        out.writeStringField("first_ts", String.valueOf(last - LIVE_WINDOW_SECONDS));
        out.writeStringField("last_ts", String.valueOf(last));
        out.writeStringField("is_live", "1");
        out.writeStringField("buffer_pieces", "30");
        out.writeEndObject();
    }

    void command(EngineRequest request, String infohash, String key) {
        String method = request.parameters().getOrDefault("method", "");
        if (method.equals("stop")) {
            engine.counters.add(infohash, Count.STOPS_RECEIVED, 1);
            if (engine.scripts.of(infohash).script() == EngineScript.STOP_HANGS) {
                return;
            }
        }
        Session session = engine.swarms.find(infohash, key);
        String error = session == null ? UNKNOWN : obey(method, request, session);
        String answer = error == null ? Json.response(out -> out.writeString("ok")) : Json.error(error);
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
                long seconds = number(request.parameter("timeout"), -1);
                if (seconds < 0 || seconds > MAX_IDLE_SECONDS) {
                    yield "bad timeout";
                }
                session.idleNanos = Duration.ofSeconds(seconds).toNanos();
                yield null;
            }
            case "liveseek" -> seek(number(request.parameter("pos"), -1), session);
            case "set_stream" -> number(request.parameter("stream_index"), -1) == 0 ? null : "unknown stream";
            default -> "unknown method";
        };
    }

    private static String seek(long unixSeconds, Session session) {
        Swarm swarm = session.swarm;
        long live = Instant.now().minus(swarm.settings.pacing().behindLive()).getEpochSecond();
        long back = live - unixSeconds;
        if (unixSeconds < 0
                || back < 0
                || back > swarm.settings.pacing().cache().toSeconds()) {
            return "position out of range";
        }
        if (session.reader != null) {
            session.reader.moveTo(swarm.edgeNanos() - Duration.ofSeconds(back).toNanos());
        }
        return null;
    }

    private static long number(String text, long otherwise) {
        try {
            return text == null ? otherwise : Long.parseLong(text);
        } catch (NumberFormatException ignored) {
            return otherwise;
        }
    }

    /** A long poll: held until something happened or the engine's patience is over. */
    void event(EngineRequest request, String infohash, String key) {
        Session session = engine.swarms.find(infohash, key);
        if (session == null) {
            answerLater(request, infohash, () -> Json.error(UNKNOWN));
            return;
        }
        session.lastActivity = System.nanoTime();
        long hold = session.swarm.settings.wire().eventHold().toNanos();
        watch(request, session, hold);
    }

    private void watch(EngineRequest request, Session session, long hold) {
        EventPoll poll = new EventPoll(request, session);
        if (!session.announcedLive) {
            long untilReady = Math.max(1, session.readyAt - System.nanoTime());
            engine.after(request.channel(), Math.min(untilReady, hold), () -> poll.announceLive(System.nanoTime()));
        }
        engine.after(request.channel(), hold, () -> poll.answer(Json.response(JsonGenerator::writeNull)));
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
                answer(event("live_changed", out -> out.writeNumberField("is_live", 1)));
            }
        }

        /** The session has ended. */
        @Override
        public void run() {
            answer(event("download_stopped", out -> out.writeStringField("reason", "stopped")));
        }

        void answer(String body) {
            if (!answered) {
                answered = true;
                Answer.json(request, session.swarm.settings.wire().answers(), body);
            }
        }
    }

    private static String event(String name, Json.Value parameters) {
        return Json.response(out -> {
            out.writeStartObject();
            out.writeStringField("name", name);
            out.writeObjectFieldStart("params");
            parameters.write(out);
            out.writeEndObject();
            out.writeEndObject();
        });
    }
}
