package io.acexy.simulator.engine;

import io.acexy.simulator.engine.CounterBoard.EngineCount;
import io.acexy.simulator.engine.Session.Kind;
import io.acexy.simulator.engine.WireSettings.Framing;
import io.netty.handler.codec.http.HttpMethod;

/** Which request goes to which endpoint. */
final class EngineRoutes {

    private final EngineCore engine;
    private final StartEndpoint start;
    private final PlaybackEndpoint playback;
    private final HlsEndpoint hls;
    private final SessionEndpoint session;
    private final ServiceEndpoint service;

    EngineRoutes(EngineCore engine) {
        this.engine = engine;
        this.service = new ServiceEndpoint(engine);
        this.start = new StartEndpoint(engine, service);
        this.playback = new PlaybackEndpoint(engine);
        this.hls = new HlsEndpoint(engine);
        this.session = new SessionEndpoint(engine);
    }

    void handle(EngineRequest request) {
        HttpMethod method = HttpMethod.valueOf(request.head().method());
        EngineScript script = engine.scripts.engine();
        boolean liveness = request.path().equals("/webui/api/service");
        if (method.equals(HttpMethod.HEAD)) {
            engine.counters.add(EngineCount.HEADS, 1);
        }
        if (script == EngineScript.FULL_HANG || (script == EngineScript.CORE_HANG && !liveness)) {
            return;
        }
        boolean starts =
                request.path().equals("/ace/getstream") || request.path().equals("/ace/manifest.m3u8");
        if (!method.equals(HttpMethod.GET) && !(starts && method.equals(HttpMethod.POST))) {
            // What Python's server says when a class has no do_HEAD; the real answer is unknown.
            Answer.send(request, Framing.CLOSE_DELIMITED, 501, Answer.TEXT, "Unsupported method");
            return;
        }
        switch (request.path()) {
            case "/ace/getstream" -> start.handle(request, Kind.TS);
            case "/ace/manifest.m3u8" -> start.handle(request, Kind.HLS);
            case "/webui/api/service" -> service.webui(request);
            case "/server/api" -> service.serverApi(request);
            case "/search" -> service.search(request);
            default -> handleByPrefix(request);
        }
    }

    private void handleByPrefix(EngineRequest request) {
        String[] parts = request.segments();
        if (parts.length == 3 && parts[0].equals("content")) {
            playback.read(request, parts[1], parts[2]);
            return;
        }
        if (parts.length != 4 || !parts[0].equals("ace")) {
            notFound(request);
            return;
        }
        String infohash = parts[2];
        String name = parts[3];
        switch (parts[1]) {
            case "r" -> playback.open(request, infohash, name);
            case "m" -> hls.playlist(request, infohash, without(".m3u8", name));
            case "c" -> hls.segment(request, infohash, without(".ts", name));
            case "stat" -> session.stat(request, infohash, name);
            case "cmd" -> session.command(request, infohash, name);
            case "event" -> session.event(request, infohash, name);
            default -> notFound(request);
        }
    }

    private static String without(String suffix, String name) {
        return name.endsWith(suffix) ? name.substring(0, name.length() - suffix.length()) : name;
    }

    private static void notFound(EngineRequest request) {
        Answer.send(request, Framing.CONTENT_LENGTH, 404, Answer.TEXT, "404 Not Found");
    }
}
