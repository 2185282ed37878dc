package io.acexy.simulator.engine;

import com.fasterxml.jackson.core.JsonGenerator;
import io.acexy.simulator.engine.CounterBoard.EngineCount;
import io.acexy.simulator.engine.WireSettings.Framing;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** {@code /webui/api/service}, {@code /server/api} and {@code /search}: what an engine tells about itself and contents. */
final class ServiceEndpoint {

    private static final String VERSION = "3.2.11";
    private static final int VERSION_CODE = 3_021_100;
    private static final int BAD_REQUEST = 400;
    private static final int DENIED = 403;
    private static final int MAX_CONTENT_IDS = 10_000;

    private final EngineCore engine;
    /** Infohash to content id, as far as this engine has seen ids. */
    private final Map<String, String> contentIds = new HashMap<>();

    ServiceEndpoint(EngineCore engine) {
        this.engine = engine;
    }

    /** Liveness: answers as long as the process has a web server. */
    void webui(EngineRequest request) {
        String body =
                switch (request.parameters().getOrDefault("method", "")) {
                    case "get_version" -> Json.of(out -> writeWithError(out, ServiceEndpoint::writeVersion));
                    case "get_api_access_token" -> Json.of(out -> writeWithError(out, this::writeToken));
                    default ->
                        Json.of(out -> {
                            out.writeStartObject();
                            out.writeNullField("result");
                            out.writeStringField("error", "unknown method");
                            out.writeEndObject();
                        });
                };
        if ("jsonp".equals(request.parameter("format"))) {
            body = request.parameters().getOrDefault("callback", "callback") + "(" + body + ")";
        }
        answer(request, engine.scripts.standard().timing().status(), body);
    }

    private static void writeWithError(JsonGenerator out, Json.Value value) throws IOException {
        out.writeStartObject();
        out.writeFieldName("result");
        value.write(out);
        out.writeNullField("error");
        out.writeEndObject();
    }

    void serverApi(EngineRequest request) {
        TimingSettings timing = engine.scripts.standard().timing();
        switch (request.parameters().getOrDefault("method", "")) {
            case "get_status" -> status(request);
            case "get_network_connection_status" ->
                answer(request, timing.status(), Json.result(out -> {
                    out.writeStartObject();
                    out.writeBooleanField("connected", true);
                    out.writeEndObject();
                }));
            case "get_api_access_token" -> answer(request, timing.status(), Json.result(this::writeToken));
            case "get_media_files" -> answer(request, timing.coldStart(), mediaFiles(request));
            case "get_content_id" -> answer(request, timing.coldStart(), contentId(request));
            case "analyze_content" -> answer(request, timing.coldStart(), analyze(request));
            case "search" -> {
                boolean allowed = token().equals(request.parameter("token"));
                String body = allowed ? Json.result(this::writeSearch) : Json.apiError("access denied", DENIED);
                answer(request, timing.command(), body);
            }
            default -> answer(request, timing.command(), Json.apiError("unknown method", BAD_REQUEST));
        }
    }

    /** {@code /search}, the same without a token. */
    void search(EngineRequest request) {
        answer(request, engine.scripts.standard().timing().command(), Json.result(this::writeSearch));
    }

    private void status(EngineRequest request) {
        engine.counters.add(EngineCount.STATUS_CALLS, 1);
        EngineSettings settings = engine.scripts.standard();
        boolean slow = engine.scripts.engine() == EngineScript.SLOW_STATUS;
        boolean loaded = System.nanoTime() - engine.loadingUntil >= 0;
        DelayRange delay =
                slow ? settings.faults().slowStatus() : settings.timing().status();
        answer(request, delay, Json.result(out -> {
            out.writeStartObject();
            out.writeBooleanField("playlist_loaded", loaded);
            out.writeFieldName("version");
            writeVersion(out);
            out.writeEndObject();
        }));
    }

    private String mediaFiles(EngineRequest request) {
        ContentNames.Named content = named(request);
        return content == null
                ? Json.apiError("missing content id", BAD_REQUEST)
                : Json.result(out -> {
                    out.writeStartObject();
                    out.writeArrayFieldStart("files");
                    out.writeStartObject();
                    out.writeNumberField("index", 0);
                    out.writeStringField("filename", "Test pattern");
                    out.writeStringField("type", "live");
                    out.writeStringField("mime", "video/mp2t");
                    out.writeNumberField("size", 0);
                    out.writeEndObject();
                    out.writeEndArray();
                    out.writeStringField("name", "Test pattern");
                    out.writeStringField("infohash", content.infohash());
                    out.writeStringField("type", "live");
                    out.writeStringField("transport_type", "bt");
                    out.writeEndObject();
                });
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
        if (content.contentId() != null && contentIds.size() < MAX_CONTENT_IDS) {
            contentIds.put(content.infohash(), content.contentId());
        }
    }

    private String contentId(EngineRequest request) {
        ContentNames.Named content = named(request);
        String id = content == null ? null : contentIds.get(content.infohash());
        return id == null
                ? Json.apiError("content id is not known", BAD_REQUEST)
                : Json.result(out -> {
                    out.writeStartObject();
                    out.writeStringField("content_id", id);
                    out.writeEndObject();
                });
    }

    /** {@code query=acestream:?infohash=...} or {@code ?content_id=...}. */
    private String analyze(EngineRequest request) {
        String query = request.parameters().getOrDefault("query", "");
        String prefix = "acestream:?";
        int equals = query.indexOf('=');
        ContentNames.Named content = query.startsWith(prefix) && equals > 0
                ? ContentNames.resolve(Map.of(query.substring(prefix.length(), equals), query.substring(equals + 1)))
                : null;
        return content == null
                ? Json.apiError("unknown protocol", BAD_REQUEST)
                : Json.result(out -> {
                    out.writeStartObject();
                    out.writeStringField("content_type", "live");
                    out.writeStringField("transport_type", "bt");
                    out.writeStringField("content_id", contentIds.get(content.infohash()));
                    out.writeStringField("infohash", content.infohash());
                    out.writeStringField("title", "Test pattern");
                    out.writeNumberField("is_live", 1);
                    out.writeArrayFieldStart("categories");
                    out.writeEndArray();
                    out.writeEndObject();
                });
    }

    private void writeSearch(JsonGenerator out) throws IOException {
        out.writeStartObject();
        out.writeNumberField("total", engine.swarms.swarms().size());
        out.writeArrayFieldStart("results");
        for (Swarm swarm : engine.swarms.swarms()) {
            out.writeStartObject();
            out.writeStringField("name", "Test pattern " + swarm.infohash.substring(0, 8));
            out.writeArrayFieldStart("items");
            out.writeStartObject();
            out.writeStringField("infohash", swarm.infohash);
            out.writeStringField("name", "Test pattern");
            out.writeNumberField("availability", 1.0);
            out.writeNumberField("availability_updated_at", System.currentTimeMillis() / 1000);
            out.writeNumberField("bitrate", swarm.media.bitsPerSecond() / 8);
            out.writeNumberField("status", 2);
            out.writeEndObject();
            out.writeEndArray();
            out.writeEndObject();
        }
        out.writeEndArray();
        out.writeEndObject();
    }

    private String token() {
        return ContentNames.sha1("token of " + engine.port);
    }

    private void writeToken(JsonGenerator out) throws IOException {
        out.writeStartObject();
        out.writeStringField("token", token());
        out.writeEndObject();
    }

    private static void writeVersion(JsonGenerator out) throws IOException {
        out.writeStartObject();
        out.writeNumberField("code", VERSION_CODE);
        out.writeStringField("platform", "linux");
        out.writeStringField("version", VERSION);
        out.writeEndObject();
    }

    private void answer(EngineRequest request, DelayRange delay, String body) {
        Framing framing = engine.scripts.standard().wire().answers();
        engine.after(request.channel(), delay, () -> Answer.json(request, framing, body));
    }
}
