package io.acexy.server.admin;

import com.fasterxml.jackson.core.JsonGenerator;
import io.acexy.server.limits.House;
import io.acexy.server.limits.Use;
import java.io.IOException;

/** What is limited, how much of it is used, and how many were turned away for it. Any thread. */
public record LimitsStatus(House house) implements StatusPart {

    @Override
    public void writeTo(JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("limits");
        for (Use use : house.uses()) {
            json.writeObjectFieldStart(use.limit().word());
            json.writeNumberField("limit", use.most());
            json.writeNumberField("used", use.used());
            json.writeNumberField("refused", use.refused());
            json.writeEndObject();
        }
        json.writeEndObject();
    }
}
