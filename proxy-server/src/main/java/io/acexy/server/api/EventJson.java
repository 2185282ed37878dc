package io.acexy.server.api;

import com.fasterxml.jackson.core.JsonGenerator;
import io.acexy.server.admin.Event;
import io.acexy.server.admin.StreamId;
import java.io.IOException;

/** One event, as a body of the API has it. */
final class EventJson {

    private EventJson() {}

    static void write(JsonGenerator json, Event event) throws IOException {
        json.writeNumberField("id", event.id());
        json.writeStringField("time", event.time().toString());
        json.writeStringField("kind", event.kind().word());
        json.writeStringField("words", event.words());
        Event.Subject subject = event.subject();
        if (subject.stream() != null) {
            json.writeStringField("stream", StreamId.of(subject.stream()));
        }
        Fields.text(json, "player", subject.player());
        Fields.engine(json, "engine", subject.engine());
        Fields.engine(json, "from", subject.from());
        Fields.text(json, "reason", event.detail().reason());
        Fields.text(json, "detail", event.detail().text());
        Fields.seconds(json, "waited_seconds", event.detail().waited());
        Fields.seconds(json, "lost_seconds", event.detail().lost());
    }
}
