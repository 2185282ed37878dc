package io.acexy.server.admin;

import io.acexy.server.http.Answer;
import io.acexy.server.http.Area;
import io.acexy.server.http.Handler;
import io.acexy.server.http.JsonBody;
import io.acexy.server.http.Request;
import io.acexy.server.http.Route;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Tells machines how this process is: whether it has to be started anew ({@code /livez}), whether players shall be sent here
 * ({@code /readyz}), and both for those who ask for one thing only ({@code /healthz}). 200, or 503 with reasons. Never waits,
 * starts nothing. Any thread.
 *
 * @param dead why it cannot go on, a sentence each; none while it can
 * @param unready why players had better go elsewhere
 */
public record HealthDoor(Supplier<List<String>> dead, Supplier<List<String>> unready) {

    /** What it serves; with HEAD, as every GET. */
    public List<Route> routes() {
        return List.of(route("/livez", dead), route("/readyz", unready), route("/healthz", () -> Stream.concat(
                        dead.get().stream(), unready.get().stream())
                .toList()));
    }

    private static Route route(String path, Supplier<List<String>> reasons) {
        return new Route(HttpMethod.GET, path, Area.OPEN, Handler.now(request -> answer(request, reasons.get())));
    }

    private static Answer answer(Request request, List<String> reasons) {
        boolean well = reasons.isEmpty();
        HttpResponseStatus status = well ? HttpResponseStatus.OK : HttpResponseStatus.SERVICE_UNAVAILABLE;
        if (!request.form().json()) {
            String text = well ? "ok" : String.join("\n", reasons);
            return Answer.text(status, (text + "\n").getBytes(StandardCharsets.UTF_8));
        }
        return Answer.json(status, JsonBody.of(json -> {
            json.writeBooleanField("ok", well);
            json.writeArrayFieldStart("reasons");
            for (String reason : reasons) {
                json.writeString(reason);
            }
            json.writeEndArray();
        }));
    }
}
