package io.acexy.server.api;

import com.fasterxml.jackson.core.JsonGenerator;
import io.acexy.core.engine.Engine;
import io.acexy.server.admin.EngineView;
import io.acexy.server.admin.StreamId;
import io.acexy.server.admin.Troubles;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** One engine, as a body of the API has it. */
final class EngineJson {

    private final Troubles troubles;
    private final Snapshot snapshot;

    EngineJson(Troubles troubles, Snapshot snapshot) {
        this.troubles = troubles;
        this.snapshot = snapshot;
    }

    void write(JsonGenerator json, EngineView view) throws IOException {
        EngineView.Listing listing = view.listing();
        json.writeStringField("name", view.engine().id());
        json.writeStringField("tag", view.engine().tag());
        json.writeStringField("address", view.engine().authority());
        json.writeStringField("kind", word(view.engine().kind()));
        Fields.text(json, "label", listing.label().orElse(null));
        json.writeStringField("source", word(listing.source()));
        json.writeStringField("health", word(listing.condition()));
        json.writeBooleanField("usable", view.usable());
        writeSlots(json, view.slots());
        json.writeArrayFieldStart("streams");
        for (String stream : streamsOn(view.engine())) {
            json.writeString(stream);
        }
        json.writeEndArray();
        if (listing.vpn().isPresent()) {
            json.writeObjectFieldStart("vpn");
            Fields.text(json, "container", listing.vpn().get().container().orElse(null));
            json.writeBooleanField("forwarded", listing.vpn().get().forwarded());
            json.writeEndObject();
        }
        json.writeBooleanField("draining", listing.draining());
        Fields.text(json, "drain_reason", listing.drainReason().orElse(null));
        Fields.text(json, "unreachable", view.unreachable().orElse(null));
        writeFailure(json, troubles.lastFailure(view.engine()).orElse(null));
    }

    private static void writeSlots(JsonGenerator json, EngineView.Slots slots) throws IOException {
        json.writeObjectFieldStart("slots");
        json.writeNumberField("ours", slots.ours());
        json.writeNumberField("others", slots.others());
        if (slots.most().isPresent()) {
            json.writeNumberField("most", slots.most().getAsInt());
        }
        json.writeEndObject();
    }

    private List<String> streamsOn(Engine engine) {
        return snapshot.streams().stream()
                .filter(line -> engine.equals(line.status().engine()))
                .map(Snapshot.Line::id)
                .toList();
    }

    private static void writeFailure(JsonGenerator json, Troubles.Failure failure) throws IOException {
        if (failure != null) {
            json.writeObjectFieldStart("last_failure");
            json.writeStringField("time", failure.time().toString());
            json.writeStringField("kind", word(failure.fault().kind()));
            json.writeStringField("why", failure.fault().detail());
            json.writeStringField("stream", StreamId.of(failure.content()));
            json.writeEndObject();
        }
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
