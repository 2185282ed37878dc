package io.acexy.server.reload;

import com.fasterxml.jackson.core.JsonGenerator;
import io.acexy.server.http.Answer;
import io.acexy.server.http.Area;
import io.acexy.server.http.Failure;
import io.acexy.server.http.FailureKind;
import io.acexy.server.http.JsonBody;
import io.acexy.server.http.Request;
import io.acexy.server.http.Route;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Lets an operator have the settings read again, and tells what has come of it. Any thread. */
public final class ReloadDoor {

    private static final Duration SOON = Duration.ofSeconds(1);

    private final Reload reload;

    public ReloadDoor(Reload reload) {
        this.reload = reload;
    }

    /** What it serves. */
    public List<Route> routes() {
        return List.of(new Route(HttpMethod.POST, "/api/v1/reload", Area.ADMIN, this::again));
    }

    private Future<Answer> again(Request request) {
        EventLoop loop = request.connection().channel().eventLoop();
        Promise<Answer> answer = loop.newPromise();
        reload.again(loop).addListener(end -> {
            if (end.isSuccess()) {
                answer.setSuccess(answer((Outcome) end.getNow()));
            } else {
                answer.setFailure(end.cause());
            }
        });
        return answer;
    }

    private static Answer answer(Outcome outcome) {
        if (outcome instanceof Outcome.Taken taken) {
            return Answer.json(JsonBody.of(json -> {
                write(json, "changed", taken.differences().taken());
                write(json, "at_next_start", taken.differences().waiting());
                write(json, "warnings", taken.warnings());
            }));
        }
        if (outcome instanceof Outcome.Refused refused) {
            return Failure.of(FailureKind.SETTINGS_WRONG, "the settings are wrong, so nothing has changed")
                    .problem(json -> write(json, "problems", refused.problems()));
        }
        return Failure.of(FailureKind.NOT_YET, "the settings are being read already", SOON)
                .problem();
    }

    private static void write(JsonGenerator json, String name, List<String> lines) throws IOException {
        json.writeArrayFieldStart(name);
        for (String line : lines) {
            json.writeString(line);
        }
        json.writeEndArray();
    }
}
