package io.acexy.server.play;

import com.fasterxml.jackson.core.JsonGenerator;
import io.acexy.server.http.Answer;
import io.acexy.server.http.Area;
import io.acexy.server.http.Handler;
import io.acexy.server.http.Request;
import io.acexy.server.http.Route;
import io.netty.handler.codec.http.HttpMethod;
import java.io.IOException;
import java.util.List;

/** What clients ask an engine to see that it is one and that it lives. Any thread; never waits. */
public final class EngineServiceDoor {

    /** Of the engines whose answers are given here. */
    private static final String VERSION = "3.2.11";

    private static final int CODE = 3_021_100;
    private static final int BAD_REQUEST = 400;
    private static final String UNKNOWN = "unknown method";

    /** What it serves. */
    public List<Route> routes() {
        return List.of(
                new Route(HttpMethod.GET, "/webui/api/service", Area.OPEN, Handler.now(this::webui)),
                new Route(HttpMethod.GET, "/server/api", Area.OPEN, Handler.now(this::serverApi)));
    }

    private Answer webui(Request request) {
        boolean version = asksFor(request, "get_version");
        return GuestAnswers.service(json -> {
            if (version) {
                writeVersion(json, "result");
                json.writeNullField("error");
            } else {
                json.writeNullField("result");
                json.writeStringField("error", UNKNOWN);
            }
        });
    }

    private Answer serverApi(Request request) {
        boolean status = asksFor(request, "get_status");
        return GuestAnswers.service(json -> {
            json.writeObjectFieldStart(status ? "result" : "error");
            if (status) {
                json.writeBooleanField("playlist_loaded", true);
                writeVersion(json, "version");
            } else {
                json.writeStringField("message", UNKNOWN);
                json.writeNumberField("code", BAD_REQUEST);
            }
            json.writeEndObject();
        });
    }

    private static boolean asksFor(Request request, String method) {
        return request.query().first("method").filter(method::equals).isPresent();
    }

    private static void writeVersion(JsonGenerator json, String name) throws IOException {
        json.writeObjectFieldStart(name);
        json.writeNumberField("code", CODE);
        json.writeStringField("platform", "linux");
        json.writeStringField("version", VERSION);
        json.writeEndObject();
    }
}
