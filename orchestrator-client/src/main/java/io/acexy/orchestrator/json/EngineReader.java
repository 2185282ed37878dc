package io.acexy.orchestrator.json;

import io.acexy.orchestrator.message.EngineHealth;
import io.acexy.orchestrator.message.EngineList;
import io.acexy.orchestrator.message.EngineReservation;
import io.acexy.orchestrator.message.EngineScore;
import io.acexy.orchestrator.message.EngineState;
import io.acexy.orchestrator.message.Provisioned;
import io.acexy.orchestrator.message.StreamState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Engines and streams out of the answers of all dialects. Nothing here throws: an answer of another shape reads as nothing. */
public final class EngineReader {

    private EngineReader() {}

    /** The engine list: a bare array, or wrapped in {@code engines} as dialect B's second listener does. */
    public static Optional<EngineList> engines(JsonView answer, long confirmedNanos) {
        return array(answer, "engines").map(array -> {
            List<EngineState> engines = new ArrayList<>();
            List<JsonView> items = array.items();
            items.forEach(item -> engine(item).ifPresent(engines::add));
            return new EngineList(engines, items.size() - engines.size(), confirmedNanos);
        });
    }

    private static Optional<JsonView> array(JsonView answer, String wrapper) {
        JsonView array = answer.isArray() ? answer : answer.at(wrapper);
        return array.isArray() ? Optional.of(array) : Optional.empty();
    }

    private static Optional<EngineState> engine(JsonView engine) {
        Optional<String> id = engine.at("container_id").nonBlank();
        Optional<String> host = engine.at("host").text().filter(EngineHost::isOne);
        OptionalInt port = port(engine.at("port"));
        if (id.isEmpty() || host.isEmpty() || port.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new EngineState(
                id.get(),
                about(engine, id.get()),
                new EngineState.Address(host.get(), port.getAsInt(), port(engine.at("api_port"))),
                engine.at("health_status").text().map(EngineHealth::of).orElse(EngineHealth.UNKNOWN),
                new EngineState.Vpn(
                        engine.at("forwarded").flag().orElse(false),
                        engine.at("vpn_container").nonBlank()),
                new EngineState.Drain(
                        engine.at("draining").flag().orElse(false),
                        engine.at("drain_reason").nonBlank()),
                load(engine)));
    }

    private static EngineState.About about(JsonView engine, String id) {
        return new EngineState.About(
                engine.at("container_name").nonBlank().orElse(id),
                labels(engine.at("labels")),
                engine.at("version").nonBlank());
    }

    private static EngineState.Load load(JsonView engine) {
        List<String> streams = new ArrayList<>();
        engine.at("streams").items().forEach(stream -> stream.text().ifPresent(streams::add));
        return new EngineState.Load(
                engine.at("stream_count").integer().orElse(0),
                streams,
                engine.at("last_stream_usage").instant());
    }

    private static OptionalInt port(JsonView value) {
        OptionalInt port = value.integer();
        return port.isPresent() && port.getAsInt() >= 1 && port.getAsInt() <= 65_535 ? port : OptionalInt.empty();
    }

    private static Map<String, String> labels(JsonView value) {
        Map<String, String> labels = new LinkedHashMap<>();
        value.members().forEach((name, label) -> label.text().ifPresent(text -> labels.put(name, text)));
        return labels;
    }

    /** The stream list, ended ones included: dialect B ignores the filter we ask for. */
    public static Optional<List<StreamState>> streams(JsonView answer) {
        return array(answer, "streams").map(array -> array.items().stream()
                .flatMap(item -> stream(item).stream())
                .toList());
    }

    private static Optional<StreamState> stream(JsonView stream) {
        return stream.at("id")
                .nonBlank()
                .map(id -> new StreamState(
                        id,
                        stream.at("key").text().orElse(""),
                        stream.at("container_id").text().orElse(""),
                        stream.at("playback_session_id").text().orElse(""),
                        stream.at("started_at").instant(),
                        isActive(stream)));
    }

    private static boolean isActive(JsonView stream) {
        boolean ended = stream.at("status").text().map("ended"::equals).orElse(false);
        return !ended && stream.at("ended_at").instant().isEmpty();
    }

    /** What a successful provisioning call says: an id in dialect A, a mere {@code status} in dialect B. */
    public static Optional<Provisioned> provisioned(JsonView answer) {
        Optional<String> id = answer.at("container_id").nonBlank();
        boolean readable = id.isPresent() || answer.at("status").isPresent();
        return readable
                ? Optional.of(new Provisioned(id, answer.at("container_name").nonBlank()))
                : Optional.empty();
    }

    /** A slot that dialect B has reserved. */
    public static Optional<EngineReservation> reservation(JsonView answer) {
        return engine(answer)
                .map(engine -> new EngineReservation(
                        engine.containerId(),
                        engine.host(),
                        engine.port(),
                        engine.address().apiPort(),
                        engine.vpn().forwarded(),
                        answer.at("max_streams_per_engine").integer()));
    }

    /** Health scores. An orchestrator that takes the path for a container id answers an object, which reads as nothing. */
    public static Optional<List<EngineScore>> scores(JsonView answer) {
        return array(answer, "scores").map(array -> array.items().stream()
                .flatMap(item -> score(item).stream())
                .toList());
    }

    private static Optional<EngineScore> score(JsonView item) {
        Optional<String> id = item.at("container_id").nonBlank();
        var score = item.at("health_score").number();
        return id.isEmpty() || score.isEmpty()
                ? Optional.empty()
                : Optional.of(new EngineScore(
                        id.get(),
                        score.getAsDouble(),
                        item.at("stream_count").integer().orElse(0)));
    }
}
