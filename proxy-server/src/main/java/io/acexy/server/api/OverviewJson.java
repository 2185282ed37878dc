package io.acexy.server.api;

import com.fasterxml.jackson.core.JsonGenerator;
import io.acexy.server.admin.Event;
import io.acexy.server.admin.Pulse;
import io.acexy.server.http.JsonBody;
import io.acexy.server.play.PlayerForm;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.ToLongFunction;

/** Everything at once, for a page. */
final class OverviewJson {

    private static final int SLOWEST = 10;
    private static final int EVENTS = 50;

    private final Sources sources;
    private final Birth birth;

    /**
     * What does not change.
     *
     * @param version of this program
     * @param start of this program
     */
    record Birth(String version, Instant start) {}

    OverviewJson(Sources sources, Birth birth) {
        this.sources = sources;
        this.birth = birth;
    }

    /** @param withEvents false for those who get them one by one */
    byte[] of(Snapshot snapshot, boolean withEvents) {
        return JsonBody.of(json -> {
            json.writeStringField("time", snapshot.time().toString());
            json.writeStringField("version", birth.version());
            Fields.seconds(json, "uptime_seconds", Duration.between(birth.start(), snapshot.time()));
            json.writeObjectFieldStart("streams");
            StreamJson stream = new StreamJson(sources.troubles(), snapshot);
            Fields.page(json, "streams", Page.FIRST, snapshot.streams(), stream::write);
            json.writeEndObject();
            writePlayers(json, snapshot);
            json.writeObjectFieldStart("engines");
            EngineJson engine = new EngineJson(sources.troubles(), snapshot);
            Fields.page(json, "engines", Page.FIRST, sources.engines().engines(), engine::write);
            json.writeEndObject();
            json.writeObjectFieldStart("orchestrator");
            OrchestratorJson.write(json, sources.engines().orchestrator());
            json.writeEndObject();
            Fields.list(json, "limits", sources.limits().get(), LimitJson::write);
            List<Event> events =
                    withEvents ? sources.history().latest(EVENTS, Instant.EPOCH).events() : List.of();
            Fields.list(json, "events", events, EventJson::write);
            writeThroughput(json, snapshot.time());
        });
    }

    private static void writePlayers(JsonGenerator json, Snapshot snapshot) throws IOException {
        List<Snapshot.Seen> players = snapshot.players();
        json.writeObjectFieldStart("players");
        json.writeNumberField("total", players.size());
        for (PlayerForm form : PlayerForm.values()) {
            json.writeNumberField(
                    form.word(),
                    players.stream().filter(one -> one.status().form() == form).count());
        }
        List<Snapshot.Seen> slowest = players.stream()
                .filter(one -> one.behind() != null)
                .sorted(Snapshot.SLOWEST_FIRST)
                .limit(SLOWEST)
                .toList();
        Fields.list(json, "slowest", slowest, PlayerJson::write);
        json.writeEndObject();
    }

    private void writeThroughput(JsonGenerator json, Instant now) throws IOException {
        List<Pulse.Point> points = sources.pulse().points();
        Instant until = points.isEmpty() ? now : points.get(points.size() - 1).time();
        json.writeObjectFieldStart("throughput");
        Fields.seconds(json, "period_seconds", Pulse.PERIOD);
        json.writeStringField("until", until.toString());
        series(json, "in_bits_per_second", points, Pulse.Point::in);
        series(json, "out_bits_per_second", points, Pulse.Point::out);
        series(json, "players", points, Pulse.Point::players);
        series(json, "streams", points, Pulse.Point::streams);
        json.writeEndObject();
    }

    private static void series(
            JsonGenerator json, String name, List<Pulse.Point> points, ToLongFunction<Pulse.Point> value)
            throws IOException {
        json.writeArrayFieldStart(name);
        for (Pulse.Point point : points) {
            json.writeNumber(value.applyAsLong(point));
        }
        json.writeEndArray();
    }
}
