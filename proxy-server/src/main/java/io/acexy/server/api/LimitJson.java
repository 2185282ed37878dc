package io.acexy.server.api;

import com.fasterxml.jackson.core.JsonGenerator;
import io.acexy.server.admin.LimitView;
import java.io.IOException;

/** One limit, as a body of the API has it. */
final class LimitJson {

    private LimitJson() {}

    static void write(JsonGenerator json, LimitView limit) throws IOException {
        json.writeStringField("name", limit.name());
        json.writeStringField("unit", limit.unit());
        if (limit.limit().isPresent()) {
            json.writeNumberField("limit", limit.limit().getAsLong());
        }
        json.writeNumberField("used", limit.used());
        if (limit.refused().isPresent()) {
            json.writeNumberField("refused", limit.refused().getAsLong());
        }
        Fields.text(json, "setting", limit.setting().orElse(null));
    }
}
