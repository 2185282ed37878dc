package io.acexy.server.api;

import com.fasterxml.jackson.core.JsonGenerator;
import io.acexy.core.engine.ContentId;
import io.acexy.core.engine.EngineStat;
import io.acexy.core.source.SwarmReading;
import io.acexy.core.stream.StreamStatus;
import io.acexy.core.stream.StreamTotals;
import io.acexy.server.admin.Troubles;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** One stream, as a body of the API has it. */
final class StreamJson {

    private static final double TICKS_PER_SECOND = 27_000_000;

    /** Of less media the bit rate says nothing. */
    private static final double LEAST_SECONDS = 0.5;

    private final Troubles troubles;
    private final Snapshot snapshot;

    StreamJson(Troubles troubles, Snapshot snapshot) {
        this.troubles = troubles;
        this.snapshot = snapshot;
    }

    void write(JsonGenerator json, Snapshot.Line line) throws IOException {
        StreamStatus status = line.status();
        json.writeStringField("id", line.id());
        Fields.list(json, "names", line.names(), StreamJson::writeName);
        writeContent(json, status.engines().content());
        Fields.text(json, "infohash", infohash(line));
        json.writeStringField("state", state(status));
        json.writeStringField("since", status.opened().toString());
        Duration age = Duration.between(status.opened(), snapshot.time());
        Fields.seconds(json, "age_seconds", age.isNegative() ? Duration.ZERO : age);
        Fields.engine(json, "engine", status.engine());
        json.writeNumberField("players", line.players());
        writeMedia(json, line);
        writeSwarm(json, status.engines().swarm());
        writeTroubles(json, status.content());
        writeTotals(json, status.totals());
    }

    static void writeName(JsonGenerator json, ContentId name) throws IOException {
        int query = name.kind() == ContentId.Kind.URL ? name.value().indexOf('?') : -1;
        json.writeStringField("kind", name.kind().parameter());
        json.writeStringField("value", query < 0 ? name.value() : name.value().substring(0, query));
        json.writeNumberField("file", name.file());
    }

    /** What engines are asked for: of a channel, the content on turn. */
    static void writeContent(JsonGenerator json, ContentId onTurn) throws IOException {
        if (onTurn != null) {
            json.writeObjectFieldStart("content");
            writeName(json, onTurn);
            json.writeEndObject();
        }
    }

    private static String infohash(Snapshot.Line line) {
        if (line.status().links() != null && line.status().links().infohash() != null) {
            return line.status().links().infohash();
        }
        List<ContentId> names = line.names();
        return names.stream()
                .filter(name -> name.kind() == ContentId.Kind.INFOHASH)
                .map(ContentId::value)
                .findFirst()
                .orElse(null);
    }

    /** One word; those of a stream that plays are its engine's side's. */
    static String state(StreamStatus status) {
        return switch (status.state()) {
            case NEW, STARTING -> status.state().name().toLowerCase(Locale.ROOT);
            case LIVE -> status.isLingering() ? "lingering" : playing(status);
            case STOPPING, CLOSED -> "stopping";
        };
    }

    private static String playing(StreamStatus status) {
        return switch (status.engines().phase()) {
            case WARY -> "wary";
            case RECOVERING -> "recovering";
            default -> "running";
        };
    }

    private void writeMedia(JsonGenerator json, Snapshot.Line line) throws IOException {
        StreamStatus status = line.status();
        double seconds = (status.media().ring().newest() - status.media().ring().oldest()) / TICKS_PER_SECOND;
        long bytes = status.media().ring().bytes();
        if (seconds >= LEAST_SECONDS) {
            json.writeNumberField("bits_per_second", Math.round(bytes * 8 / seconds));
        }
        json.writeNumberField("bytes_in", status.totals().publishedBytes());
        json.writeNumberField("bytes_out", status.totals().deliveredBytes());
        json.writeNumberField("ring_seconds", Math.round(seconds * 1_000) / 1_000.0);
        json.writeNumberField("ring_bytes", bytes);
        Fields.seconds(json, "behind_seconds", line.behind());
        if (status.media().lastNanos() != 0) {
            long silent = Math.max(0, snapshot.nanos() - status.media().lastNanos());
            Fields.seconds(json, "silent_seconds", Duration.ofNanos(silent));
        }
    }

    private void writeSwarm(JsonGenerator json, SwarmReading swarm) throws IOException {
        if (swarm == null) {
            return;
        }
        EngineStat stat = swarm.stat();
        json.writeObjectFieldStart("swarm");
        Fields.text(json, "status", stat.status());
        if (stat.peers() >= 0) {
            json.writeNumberField("peers", stat.peers());
        }
        if (stat.speedDown() >= 0) {
            json.writeNumberField("down_bytes_per_second", stat.speedDown() * 1024L);
        }
        if (stat.speedUp() >= 0) {
            json.writeNumberField("up_bytes_per_second", stat.speedUp() * 1024L);
        }
        Fields.seconds(json, "age_seconds", Duration.ofNanos(Math.max(0, snapshot.nanos() - swarm.nanos())));
        json.writeEndObject();
    }

    private void writeTroubles(JsonGenerator json, ContentId content) throws IOException {
        Troubles.Changed last = troubles.lastSwitch(content).orElse(null);
        if (last != null) {
            json.writeObjectFieldStart("last_switch");
            json.writeStringField("time", last.time().toString());
            json.writeStringField("kind", last.change().kind().name().toLowerCase(Locale.ROOT));
            Fields.engine(json, "from", last.change().from());
            Fields.engine(json, "to", last.change().to());
            Fields.text(
                    json,
                    "why",
                    last.change().why() == null ? null : last.change().why().detail());
            Fields.seconds(json, "lost_seconds", last.change().lost().orElse(null));
            json.writeEndObject();
        }
        Fields.text(json, "trouble", troubles.recent(content).orElse(null));
    }

    private static void writeTotals(JsonGenerator json, StreamTotals totals) throws IOException {
        json.writeObjectFieldStart("totals");
        json.writeNumberField("players", totals.players());
        json.writeNumberField("skips", totals.skips());
        json.writeNumberField("continuity_errors", totals.continuityErrors());
        json.writeNumberField("switches", totals.engineSwitches());
        Fields.seconds(json, "lost_seconds", totals.lost());
        json.writeEndObject();
    }
}
