package io.acexy.server.admin;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/** What somebody else has to say on the global status page. Called on any event loop; never waits. */
public interface StatusPart {

    /** Nothing. */
    StatusPart NONE = json -> {};

    /** Several, one after the other. */
    static StatusPart of(StatusPart... parts) {
        return json -> {
            for (StatusPart part : parts) {
                part.writeTo(json);
            }
        };
    }

    /** Writes fields into the page's object. */
    void writeTo(JsonGenerator json) throws IOException;
}
