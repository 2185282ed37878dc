package io.acexy.server.admin;

import com.fasterxml.jackson.core.JsonGenerator;
import io.acexy.core.stream.StreamStatus;
import io.acexy.core.stream.StreamTotals;
import io.acexy.server.http.JsonBody;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/**
 * The body of {@code /ace/status}. {@code streams}, {@code clients}, {@code stream_id} and {@code stat_url} are the Go acexy's
 * names and shapes; all else is added.
 */
final class StatusJson {

    private StatusJson() {}

    static byte[] of(List<StreamStatus> streams, HlsStatus hls, ProgramsStatus programs, StatusPart further) {
        return JsonBody.of(json -> {
            json.writeNumberField("streams", streams.size());
            int seats = streams.stream().mapToInt(StreamStatus::players).sum();
            json.writeNumberField("clients", Math.max(0, seats - programs.seats()) + hls.beyondSeats());
            json.writeArrayFieldStart("stream_list");
            for (StreamStatus stream : streams) {
                json.writeStartObject();
                writeStream(json, stream, hls, programs);
                json.writeEndObject();
            }
            json.writeEndArray();
            hls.writeTo(json);
            further.writeTo(json);
        });
    }

    static byte[] of(StreamStatus stream, HlsStatus hls, ProgramsStatus programs) {
        return JsonBody.of(json -> writeStream(json, stream, hls, programs));
    }

    private static void writeStream(JsonGenerator json, StreamStatus stream, HlsStatus hls, ProgramsStatus programs)
            throws IOException {
        int viewers = Math.max(0, stream.players() - programs.seats(stream));
        json.writeNumberField("clients", viewers + hls.beyondSeats(stream.content()));
        json.writeObjectFieldStart("stream_id");
        json.writeStringField(
                stream.content().kind().parameter(), stream.content().value());
        json.writeEndObject();
        json.writeStringField("state", stream.state().name().toLowerCase(Locale.ROOT));
        if (!stream.content().isOriginal()) {
            programs.write(json, stream);
        } else if (stream.engine() != null) {
            json.writeStringField("engine", stream.engine().authority());
            if (stream.engine().isProxy()) {
                json.writeStringField("engine_kind", "proxy");
            }
        }
        if (stream.links() != null) {
            if (stream.engine() != null && stream.links().stat() != null) {
                json.writeStringField(
                        "stat_url",
                        "http://" + stream.engine().authority() + stream.links().stat());
            }
            if (stream.links().infohash() != null) {
                json.writeStringField("infohash", stream.links().infohash());
            }
        }
        json.writeStringField("opened_at", stream.opened().toString());
        writeTotals(json, stream.totals());
        if (stream.trouble() != null) {
            json.writeStringField("trouble", stream.trouble().detail());
        }
    }

    private static void writeTotals(JsonGenerator json, StreamTotals totals) throws IOException {
        json.writeNumberField("clients_total", totals.players());
        json.writeNumberField("media_bytes", totals.publishedBytes());
        json.writeNumberField("delivered_bytes", totals.deliveredBytes());
        json.writeNumberField("skips", totals.skips());
        json.writeNumberField("continuity_errors", totals.continuityErrors());
        json.writeNumberField("engine_switches", totals.engineSwitches());
        json.writeNumberField("lost_millis", totals.lost().toMillis());
    }
}
