package io.acexy.server.api;

import com.fasterxml.jackson.core.JsonGenerator;
import io.acexy.core.stream.ViewingStatus;
import io.acexy.server.play.PlayerStatus;
import java.io.IOException;
import java.util.Locale;

/** One player, as a body of the API has him. */
final class PlayerJson {

    private PlayerJson() {}

    static void write(JsonGenerator json, Snapshot.Seen seen) throws IOException {
        PlayerStatus player = seen.status();
        ViewingStatus viewing = player.viewing();
        json.writeStringField("id", Long.toString(player.id()));
        json.writeStringField("stream", seen.stream());
        json.writeStringField("address", player.caller().address());
        json.writeStringField("agent", player.caller().agent());
        if (!player.caller().key().isEmpty()) {
            json.writeStringField("key", player.caller().key());
        }
        json.writeStringField("format", player.form().word());
        json.writeStringField("state", viewing.begun() ? "playing" : "waiting");
        json.writeStringField("since", player.since().toString());
        if (viewing.begun() && viewing.kind() != null) {
            json.writeStringField("begin", viewing.kind().name().toLowerCase(Locale.ROOT));
        }
        Fields.seconds(json, "waited_seconds", viewing.waited());
        json.writeNumberField("bytes", viewing.delivered());
        Fields.seconds(json, "behind_seconds", viewing.behind());
        json.writeNumberField("skips", viewing.skips());
        json.writeNumberField("skipped_bytes", viewing.skipped());
    }
}
