package io.acexy.server.api;

import io.acexy.server.admin.EngineView;
import io.acexy.server.http.Answer;
import io.acexy.server.http.Area;
import io.acexy.server.http.BadRequestException;
import io.acexy.server.http.Handler;
import io.acexy.server.http.JarFile;
import io.acexy.server.http.JsonBody;
import io.acexy.server.http.Request;
import io.acexy.server.http.Route;
import io.netty.handler.codec.http.HttpMethod;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Answers what is going on, from what was written down before. Any thread; never waits. */
final class StatusApi {

    private final Sources sources;
    private final Asking asking;
    private final OverviewJson overview;

    StatusApi(Sources sources, Asking asking, OverviewJson overview) {
        this.sources = sources;
        this.asking = asking;
        this.overview = overview;
    }

    List<Route> routes() {
        return List.of(
                get("/api/v1/overview", Asking.now(this::overview)),
                get("/api/v1/streams", Asking.now(this::streams)),
                get("/api/v1/streams/{id}", Asking.now(this::stream)),
                get("/api/v1/streams/{id}/tracks", Asking.now(this::tracks)),
                get("/api/v1/players", Asking.now(this::players)),
                get("/api/v1/engines", Asking.now(this::engines)),
                get("/api/v1/orchestrator", Asking.now(this::orchestrator)),
                get("/api/v1/limits", Asking.now(this::limits)),
                get("/api/v1/openapi.json", JarFile.beside(getClass(), "openapi.json", "application/json")));
    }

    private static Route get(String pattern, Handler handler) {
        return new Route(HttpMethod.GET, pattern, Area.STATUS, handler);
    }

    /** Of those who look at streams, and may want to know how their swarms do. */
    private Snapshot look(Request request) {
        Snapshot snapshot = asking.snapshot(request);
        sources.streams().lookAtSwarms(snapshot.nanos());
        return snapshot;
    }

    private Answer overview(Request request) {
        return Answer.json(overview.of(look(request), true));
    }

    private Answer streams(Request request) {
        Page page = Page.of(request.query());
        Snapshot snapshot = look(request);
        StreamJson stream = new StreamJson(sources.troubles(), snapshot);
        return Answer.json(JsonBody.of(json -> Fields.page(json, "streams", page, snapshot.streams(), stream::write)));
    }

    private Answer stream(Request request) {
        String id = Asking.stream(request);
        Snapshot snapshot = look(request);
        StreamJson stream = new StreamJson(sources.troubles(), snapshot);
        return snapshot.find(id)
                .<Answer>map(line -> Answer.json(JsonBody.of(json -> stream.write(json, line))))
                .orElseGet(Asking::unknownStream);
    }

    private Answer tracks(Request request) {
        String id = Asking.stream(request);
        return asking.snapshot(request)
                .find(id)
                .<Answer>map(line -> Answer.json(JsonBody.of(json -> {
                    json.writeStringField("stream", line.id());
                    json.writeBooleanField(
                            "known", !line.status().media().tracks().isEmpty());
                    Fields.list(json, "tracks", line.status().media().tracks(), TrackJson::write);
                })))
                .orElseGet(Asking::unknownStream);
    }

    private Answer players(Request request) {
        Page page = Page.of(request.query());
        boolean slowestFirst = slowestFirst(request);
        Optional<String> stream = request.query().first("stream").map(Asking::stream);
        Snapshot snapshot = asking.snapshot(request);
        // Who is asked for by another name of the stream is found by the one that players are listed under.
        Optional<String> wanted =
                stream.map(typed -> snapshot.find(typed).map(Snapshot.Line::id).orElse(typed));
        Comparator<Snapshot.Seen> order = slowestFirst
                ? Snapshot.SLOWEST_FIRST
                : Comparator.comparing(seen -> seen.status().id());
        List<Snapshot.Seen> players = snapshot.players().stream()
                .filter(seen -> wanted.isEmpty() || wanted.get().equals(seen.stream()))
                .sorted(order)
                .toList();
        return Answer.json(JsonBody.of(json -> Fields.page(json, "players", page, players, PlayerJson::write)));
    }

    private static boolean slowestFirst(Request request) {
        request.query().require("sort");
        return switch (request.query().first("sort").orElse("since")) {
            case "since" -> false;
            case "behind" -> true;
            default -> throw new BadRequestException("'sort' must be since or behind");
        };
    }

    private Answer engines(Request request) {
        Page page = Page.of(request.query());
        EngineJson engine = new EngineJson(sources.troubles(), asking.snapshot(request));
        List<EngineView> engines = sources.engines().engines();
        return Answer.json(JsonBody.of(json -> Fields.page(json, "engines", page, engines, engine::write)));
    }

    private Answer orchestrator(Request request) {
        return Answer.json(JsonBody.of(
                json -> OrchestratorJson.write(json, sources.engines().orchestrator())));
    }

    private Answer limits(Request request) {
        return Answer.json(
                JsonBody.of(json -> Fields.list(json, "limits", sources.limits().get(), LimitJson::write)));
    }
}
