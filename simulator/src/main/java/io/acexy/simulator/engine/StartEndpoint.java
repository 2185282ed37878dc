package io.acexy.simulator.engine;

import io.acexy.simulator.engine.ContentCounters.Count;
import io.acexy.simulator.engine.Session.Kind;
import io.acexy.simulator.engine.SessionRules.ParallelStarts;
import io.acexy.simulator.engine.WireSettings.Framing;
import io.acexy.simulator.media.Film;
import io.acexy.simulator.support.BoundedMap;
import io.acexy.simulator.support.JsonObject;
import java.util.Map;

/** {@code /ace/getstream} and {@code /ace/manifest.m3u8}: starts a session on arrival and answers when it is time. */
final class StartEndpoint {

    static final String FOREIGN_AUTHORITY = "127.0.0.1:6878";

    private final EngineCore engine;
    private final ServiceEndpoint service;
    /** Content ids that need no network round trip any more. */
    private final Map<String, Boolean> resolved = new BoundedMap<>(1000);

    private long freeAt = System.nanoTime();

    StartEndpoint(EngineCore engine, ServiceEndpoint service) {
        this.engine = engine;
        this.service = service;
    }

    void handle(EngineRequest request, Kind kind) {
        ContentNames.Named content = ContentNames.resolve(request.parameters());
        if (content == null) {
            Answer.json(request, engine.scripts.standard().wire().answers(), Json.error("missing content id"));
            return;
        }
        service.remember(content);
        String infohash = content.infohash();
        engine.counters.started(infohash, request.parameters());
        EngineSettings settings = engine.scripts.settings(infohash);
        EngineScript script = engine.scripts.of(infohash).script();
        if (script == EngineScript.START_HANGS) {
            return;
        }
        long delay = answerDelay(content, settings);
        Film film = engine.broadcaster.film(infohash);
        if (film != null && !canPlay(film, request, kind)) {
            engine.after(request.channel(), delay, () -> fail(request, settings, "failed to load content"));
            return;
        }
        if (!script.letsStart()) {
            engine.after(request.channel(), delay, () -> refuse(request, script, settings));
            return;
        }
        open(request, infohash, kind, settings, delay);
    }

    /** What an engine says of a file that is not there is a guess; films as HLS are not imitated. */
    private static boolean canPlay(Film film, EngineRequest request, Kind kind) {
        return kind == Kind.TS && film.files().containsKey(Session.fileIndex(film, request));
    }

    private long answerDelay(ContentNames.Named content, EngineSettings settings) {
        boolean isKnown = content.contentId() == null || resolved.put(content.contentId(), true) != null;
        TimingSettings timing = settings.timing();
        long delay = timing.start().of(isKnown).pickNanos(engine.random);
        if (!settings.rules().serialStarts()) {
            return delay;
        }
        long now = System.nanoTime();
        freeAt = Math.max(now, freeAt) + delay;
        return freeAt - now;
    }

    private void open(EngineRequest request, String infohash, Kind kind, EngineSettings settings, long delay) {
        Session session = engine.swarms.open(infohash, kind, request);
        session.startsPending++;
        boolean[] answered = new boolean[1];
        request.channel().closeFuture().addListener(closed -> {
            if (!answered[0]) {
                session.startsPending--;
                engine.counters.add(infohash, Count.ORPHANED, session.ended ? 0 : 1);
            }
        });
        engine.after(request.channel(), delay, () -> {
            answered[0] = true;
            session.startsPending--;
            session.lastActivity = System.nanoTime();
            boolean lost = session.superseded && settings.rules().parallelStarts() == ParallelStarts.FIRST_FAILS;
            if (lost) {
                engine.swarms.drop(session);
                fail(request, settings, "got newer download");
            } else if (session.ended) {
                fail(request, settings, "unknown playback session id");
            } else {
                succeed(request, session, settings);
            }
        });
    }

    private void succeed(EngineRequest request, Session session, EngineSettings settings) {
        EngineScript script = session.swarm.script().script();
        String authority = script == EngineScript.FOREIGN_AUTHORITY_URLS ? FOREIGN_AUTHORITY : authority(request);
        if (request.wantsJson()) {
            Answer.informational(request, script);
            answer(request, script, settings.wire().answers(), links(request, session, "http://" + authority));
        } else {
            Answer.redirect(request, "http://" + authority + playbackPath(session));
        }
    }

    private static void answer(EngineRequest request, EngineScript script, Framing framing, JsonObject links) {
        String normal = Json.response(links);
        switch (script) {
            case JSON_WITH_BOM -> Answer.json(request, framing, "\uFEFF" + normal);
            case JSON_GZIPPED -> Answer.packed(request, Answer.JSON, normal);
            case ERROR_FALSE -> Answer.json(request, framing, Json.response(links, false));
            case ERROR_ZERO -> Answer.json(request, framing, Json.response(links, 0));
            default -> Answer.json(request, framing, normal);
        }
    }

    private String authority(EngineRequest request) {
        return authority(request, engine.port);
    }

    /** Engines build their URLs from the request's Host header. */
    static String authority(EngineRequest request, int port) {
        String host = request.head().header("host");
        return host == null || host.isEmpty() ? "127.0.0.1:" + port : host;
    }

    private static String playbackPath(Session session) {
        String name = session.swarm.infohash + "/" + session.key;
        return session.kind == Kind.TS ? "/ace/r/" + name : "/ace/m/" + name + ".m3u8";
    }

    private static JsonObject links(EngineRequest request, Session session, String base) {
        String name = session.swarm.infohash + "/" + session.key;
        JsonObject links = JsonObject.of("playback_url", base + playbackPath(session))
                .with("stat_url", base + "/ace/stat/" + name)
                .with("command_url", base + "/ace/cmd/" + name);
        if (request.isSet("use_api_events")) {
            links.with("event_url", base + "/ace/event/" + name);
        }
        return links.with("infohash", session.swarm.infohash)
                .with("playback_session_id", session.playbackSessionId)
                .with("is_live", liveFlag(session))
                .with("is_encrypted", 0)
                .with("client_session_id", session.clientSessionId);
    }

    /** 1, or 0 for a film; -1 while the engine does not know yet. */
    static int liveFlag(Session session) {
        if (session.swarm.film == null) {
            return 1;
        }
        FilmScript script = session.swarm.filmScript();
        return script == FilmScript.KIND_UNKNOWN_AT_FIRST && System.nanoTime() < session.readyAt ? -1 : 0;
    }

    private void fail(EngineRequest request, EngineSettings settings, String error) {
        if (request.wantsJson()) {
            Answer.json(request, settings.wire().answers(), Json.error(error));
        } else {
            Answer.send(request, settings.wire().answers(), 500, Answer.TEXT, error);
        }
    }

    private void refuse(EngineRequest request, EngineScript script, EngineSettings settings) {
        switch (script) {
            case FAILED_TO_LOAD -> fail(request, settings, "failed to load content");
            case CONTENT_NOT_FOUND -> fail(request, settings, "content not found");
            case NO_PEERS -> fail(request, settings, "no peers");
            case MOD_DETECTED -> fail(request, settings, "mod_detected");
            case GOT_NEWER_DOWNLOAD -> fail(request, settings, "got newer download");
            case MISSING_OPTION -> Answer.json(request, settings.wire().answers(), missingOption());
            case TEXT_500 -> {
                String text = "Internal Server Error, couldn't find resource";
                Answer.send(request, Framing.CONTENT_LENGTH, 500, Answer.TEXT, text);
            }
            case EMPTY_REPLY -> request.channel().close();
            case NOT_JSON -> {
                String page = "<html><body><h1>It works</h1></body></html>";
                Answer.send(request, settings.wire().answers(), 200, "text/html", page);
            }
            case HUGE_JSON -> Answer.huge(request, settings.faults().hugeBytes());
            default -> throw new IllegalStateException(script + " does not concern the start");
        }
    }

    private static String missingOption() {
        JsonObject reason = JsonObject.of("reason", "missing_option").with("option", "proxyServer");
        return Json.text(JsonObject.of("response", null)
                .with("error", "You need to buy Proxy Server option")
                .with("extra_data", reason));
    }
}
