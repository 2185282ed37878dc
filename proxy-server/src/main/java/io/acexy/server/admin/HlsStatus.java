package io.acexy.server.admin;

import com.fasterxml.jackson.core.JsonGenerator;
import io.acexy.core.engine.ContentId;
import io.acexy.server.play.HlsAudience;
import io.acexy.server.play.HlsSession;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;

/** Who watches HLS. Any thread. */
public record HlsStatus(Supplier<List<HlsAudience>> audiences) implements StatusPart {

    /** How many more watch than have a seat in a stream: those of one content have one together. */
    int beyondSeats() {
        return audiences.get().stream().mapToInt(HlsStatus::beyondSeat).sum();
    }

    int beyondSeats(ContentId content) {
        return audiences.get().stream()
                .filter(audience -> audience.content().equals(content))
                .mapToInt(HlsStatus::beyondSeat)
                .sum();
    }

    private static int beyondSeat(HlsAudience audience) {
        return Math.max(0, audience.players() - 1);
    }

    @Override
    public void writeTo(JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("hls");
        for (HlsAudience audience : audiences.get()) {
            json.writeStartObject();
            json.writeObjectFieldStart("stream_id");
            json.writeStringField(
                    audience.content().kind().parameter(), audience.content().value());
            json.writeEndObject();
            if (!audience.content().isOriginal()) {
                json.writeStringField("profile", audience.content().profile());
            }
            json.writeNumberField("clients", audience.players());
            json.writeNumberField("held_bytes", audience.heldBytes());
            json.writeArrayFieldStart("sessions");
            for (HlsSession session : audience.sessions()) {
                write(json, session);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void write(JsonGenerator json, HlsSession session) throws IOException {
        json.writeStartObject();
        json.writeStringField("address", session.address());
        json.writeStringField("agent", session.agent());
        json.writeStringField("opened_at", session.opened().toString());
        if (session.behind() != null) {
            json.writeNumberField("behind_millis", session.behind().toMillis());
        }
        json.writeEndObject();
    }
}
