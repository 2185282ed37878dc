package io.acexy.server.admin;

import com.fasterxml.jackson.core.JsonGenerator;
import io.acexy.core.Bugs;
import io.acexy.server.http.ConnectionEnd.Cause;
import io.acexy.server.http.Connections;
import java.io.IOException;

/** How the door fares: its connections, why others have ended, and this program's own mistakes. Any thread. */
public record DoorStatus(Connections connections, Bugs bugs) implements StatusPart {

    @Override
    public void writeTo(JsonGenerator json) throws IOException {
        json.writeNumberField("connections", connections.count());
        json.writeObjectFieldStart("connections_ended");
        for (Cause cause : Cause.values()) {
            json.writeNumberField(cause.word(), connections.ended(cause));
        }
        json.writeEndObject();
        json.writeNumberField("internal_errors", bugs.count());
    }
}
