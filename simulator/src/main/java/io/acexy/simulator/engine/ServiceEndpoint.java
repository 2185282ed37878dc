package io.acexy.simulator.engine;

import io.acexy.simulator.engine.CounterBoard.EngineCount;
import io.acexy.simulator.engine.WireSettings.Framing;
import io.acexy.simulator.media.Film;
import io.acexy.simulator.support.BoundedMap;
import io.acexy.simulator.support.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code /webui/api/service}, {@code /server/api} and {@code /search}: what an engine tells about itself and contents. */
final class ServiceEndpoint {

    private static final String TITLE = "Test pattern";
    private static final String VERSION = "3.2.11";
    private static final int VERSION_CODE = 3_021_100;
    private static final int BAD_REQUEST = 400;
    private static final int DENIED = 403;

    private final EngineCore engine;
    /** Infohash to content id, as far as this engine has seen ids. */
    private final Map<String, String> contentIds = new BoundedMap<>(10_000);

    ServiceEndpoint(EngineCore engine) {
        this.engine = engine;
    }

    /** Liveness: answers as long as the process has a web server. */
    void webui(EngineRequest request) {
        JsonObject answer =
                switch (request.parameter("method", "")) {
                    case "get_version" -> JsonObject.of("result", version()).with("error", null);
                    case "get_api_access_token" ->
                        JsonObject.of("result", JsonObject.of("token", token())).with("error", null);
                    default -> JsonObject.of("result", null).with("error", "unknown method");
                };
        String body = Json.text(answer);
        if ("jsonp".equals(request.parameter("format"))) {
            body = request.parameter("callback", "callback") + "(" + body + ")";
        }
        answer(request, engine.scripts.standard().timing().status(), body);
    }

    void serverApi(EngineRequest request) {
        TimingSettings timing = engine.scripts.standard().timing();
        switch (request.parameter("method", "")) {
            case "get_status" -> status(request);
            case "get_network_connection_status" ->
                answer(request, timing.status(), Json.result(JsonObject.of("connected", true)));
            case "get_api_access_token" ->
                answer(request, timing.status(), Json.result(JsonObject.of("token", token())));
            case "get_media_files" -> answer(request, timing.start().cold(), mediaFiles(request));
            case "get_content_id" -> answer(request, timing.start().cold(), contentId(request));
            case "analyze_content" -> answer(request, timing.start().cold(), analyze(request));
            case "search" -> {
                boolean allowed = token().equals(request.parameter("token"));
                String body = allowed ? Json.result(found()) : Json.apiError("access denied", DENIED);
                answer(request, timing.command(), body);
            }
            default -> answer(request, timing.command(), Json.apiError("unknown method", BAD_REQUEST));
        }
    }

    /** {@code /search}, the same without a token. */
    void search(EngineRequest request) {
        answer(request, engine.scripts.standard().timing().command(), Json.result(found()));
    }

    private void status(EngineRequest request) {
        engine.counters.add(EngineCount.STATUS_CALLS, 1);
        EngineSettings settings = engine.scripts.standard();
        boolean slow = engine.scripts.engine() == EngineScript.SLOW_STATUS;
        boolean loaded = System.nanoTime() - engine.loadingUntil >= 0;
        DelayRange delay =
                slow ? settings.faults().slowStatus() : settings.timing().status();
        answer(
                request,
                delay,
                Json.result(JsonObject.of("playlist_loaded", loaded).with("version", version())));
    }

    private String mediaFiles(EngineRequest request) {
        ContentNames.Named content = named(request);
        if (content == null) {
            return Json.apiError("missing content id", BAD_REQUEST);
        }
        Film film = engine.broadcaster.film(content.infohash());
        List<JsonObject> files = film == null ? List.of(file(0, TITLE, "live", "video/mp2t", 0)) : files(film);
        return Json.result(JsonObject.of("files", files)
                .with("name", TITLE)
                .with("infohash", content.infohash())
                .with("type", typeOf(film))
                .with("transport_type", "bt"));
    }

    private static String typeOf(Film film) {
        return film == null ? "live" : "vod";
    }

    private static List<JsonObject> files(Film film) {
        List<JsonObject> files = new ArrayList<>();
        film.files()
                .forEach((index, file) -> files.add(file(
                        index, file.name(), "vod", file.type(), file.bytes().length())));
        return files;
    }

    private static JsonObject file(int index, String name, String kind, String type, long size) {
        return JsonObject.of("index", index)
                .with("filename", name)
                .with("type", kind)
                .with("mime", type)
                .with("size", size);
    }

    private ContentNames.Named named(EngineRequest request) {
        ContentNames.Named content = ContentNames.resolve(request.parameters());
        if (content != null) {
            remember(content);
        }
        return content;
    }

    /** A content id leads to its infohash for anybody; the way back only an engine knows that has met the id. */
    void remember(ContentNames.Named content) {
        if (content.contentId() != null) {
            contentIds.put(content.infohash(), content.contentId());
        }
    }

    private String contentId(EngineRequest request) {
        ContentNames.Named content = named(request);
        String id = content == null ? null : contentIds.get(content.infohash());
        return id == null
                ? Json.apiError("content id is not known", BAD_REQUEST)
                : Json.result(JsonObject.of("content_id", id));
    }

    /** {@code query=acestream:?infohash=...} or {@code ?content_id=...}. */
    private String analyze(EngineRequest request) {
        String query = request.parameter("query", "");
        String prefix = "acestream:?";
        int equals = query.indexOf('=');
        ContentNames.Named content = query.startsWith(prefix) && equals > 0
                ? ContentNames.resolve(Map.of(query.substring(prefix.length(), equals), query.substring(equals + 1)))
                : null;
        if (content == null) {
            return Json.apiError("unknown protocol", BAD_REQUEST);
        }
        Film film = engine.broadcaster.film(content.infohash());
        return Json.result(JsonObject.of("content_type", typeOf(film))
                .with("transport_type", "bt")
                .with("content_id", contentIds.get(content.infohash()))
                .with("infohash", content.infohash())
                .with("title", TITLE)
                .with("is_live", film == null ? 1 : 0)
                .with("categories", List.of()));
    }

    private JsonObject found() {
        List<JsonObject> results =
                engine.swarms.swarms().stream().map(ServiceEndpoint::found).toList();
        return JsonObject.of("total", results.size()).with("results", results);
    }

    private static JsonObject found(Swarm swarm) {
        JsonObject item = JsonObject.of("infohash", swarm.infohash)
                .with("name", TITLE)
                .with("availability", 1.0)
                .with("availability_updated_at", System.currentTimeMillis() / 1000)
                .with("bitrate", swarm.media.bitsPerSecond() / 8)
                .with("status", 2);
        return JsonObject.of("name", TITLE + " " + swarm.infohash.substring(0, 8))
                .with("items", List.of(item));
    }

    private String token() {
        return ContentNames.sha1("token of " + engine.port);
    }

    private static JsonObject version() {
        return JsonObject.of("code", VERSION_CODE).with("platform", "linux").with("version", VERSION);
    }

    private void answer(EngineRequest request, DelayRange delay, String body) {
        Framing framing = engine.scripts.standard().wire().answers();
        engine.after(request.channel(), delay, () -> Answer.json(request, framing, body));
    }
}
