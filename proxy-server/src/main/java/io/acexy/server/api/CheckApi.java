package io.acexy.server.api;

import com.fasterxml.jackson.core.JsonGenerator;
import io.acexy.server.channels.Channel;
import io.acexy.server.http.Answer;
import io.acexy.server.http.Area;
import io.acexy.server.http.BadRequestException;
import io.acexy.server.http.Failure;
import io.acexy.server.http.FailureKind;
import io.acexy.server.http.JsonBody;
import io.acexy.server.http.Request;
import io.acexy.server.http.Route;
import io.acexy.server.tuning.ChannelDoor;
import io.acexy.server.tuning.Checks;
import io.acexy.server.tuning.Checkup;
import io.acexy.server.tuning.Controls;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.ImmediateEventExecutor;
import io.netty.util.concurrent.Promise;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Answers whether a channel plays, by watching it for a while. Any thread. */
final class CheckApi {

    private static final int LONGEST_SECONDS = 30;
    private static final int USUAL_SECONDS = 10;
    private static final Duration RETRY = Duration.ofSeconds(10);

    private final Controls channels;

    CheckApi(Controls channels) {
        this.channels = channels;
    }

    List<Route> routes() {
        return List.of(new Route(HttpMethod.GET, "/api/v1/channels/{id}/check", Area.ADMIN, this::check));
    }

    private Future<Answer> check(Request request) {
        try {
            int seconds = Page.number(request.query(), "seconds", USUAL_SECONDS, 1, LONGEST_SECONDS);
            return channels.lineups()
                    .now()
                    .byId(request.variable("id"))
                    .map(channel -> check(channel, request, Duration.ofSeconds(seconds)))
                    .orElseGet(() -> now(ChannelDoor.unknown().problem()));
        } catch (BadRequestException e) {
            return now(Asking.malformed(e).problem());
        }
    }

    private static Future<Answer> now(Answer answer) {
        return ImmediateEventExecutor.INSTANCE.newSucceededFuture(answer);
    }

    private static Answer notNow(String why) {
        return Failure.of(FailureKind.LIMIT_REACHED, why, RETRY).problem();
    }

    private Future<Answer> check(Channel channel, Request request, Duration time) {
        io.netty.channel.Channel connection = request.connection().channel();
        Optional<Checks.Check> begun = channels.checks().begin(channel, time, connection.eventLoop());
        if (begun.isEmpty()) {
            return now(notNow("as many checks run as may: " + Checks.MOST));
        }
        Promise<Answer> answer = ImmediateEventExecutor.INSTANCE.newPromise();
        ChannelFuture closed = connection.closeFuture();
        ChannelFutureListener leaving = gone -> begun.get().leave().run();
        closed.addListener(leaving);
        Future<Checkup> found = begun.get().found();
        found.addListener(done -> {
            closed.removeListener(leaving);
            if (done.isSuccess()) {
                answer.setSuccess(answer(channel, found.getNow()));
            } else {
                answer.setFailure(done.cause());
            }
        });
        return answer;
    }

    private static Answer answer(Channel channel, Checkup checkup) {
        return checkup.verdict() == Checkup.Verdict.UNKNOWN
                ? notNow(checkup.why().orElse("the check was not finished"))
                : Answer.json(body(channel, checkup));
    }

    // ---- the body ----

    private static byte[] body(Channel channel, Checkup checkup) {
        return JsonBody.of(json -> {
            json.writeStringField("channel", channel.id());
            writeVerdict(json, checkup.at(), checkup.verdict() == Checkup.Verdict.ALIVE, checkup.why());
            if (checkup.sight().isPresent()) {
                write(json, checkup.sight().get());
            }
        });
    }

    /** What there is to say of it in a list. */
    static void writeVerdict(JsonGenerator json, Instant at, boolean alive, Optional<String> why) throws IOException {
        json.writeStringField("time", at.toString());
        json.writeBooleanField("alive", alive);
        Fields.text(json, "why", why.orElse(null));
    }

    private static void write(JsonGenerator json, Checkup.Sight sight) throws IOException {
        json.writeBooleanField("started", sight.started());
        json.writeNumberField("first_picture_ms", sight.firstPicture().toMillis());
        Fields.seconds(json, "seconds", sight.watched());
        if (sight.content().isPresent()) {
            json.writeObjectFieldStart("content");
            StreamJson.writeName(json, sight.content().get());
            json.writeEndObject();
        }
        if (sight.peers() >= 0) {
            json.writeNumberField("peers", sight.peers());
        }
        Fields.span(json, "bits_per_second", sight.report().amount().bitsPerSecond());
        Fields.list(json, "tracks", sight.report().contents().tracks(), TrackJson::write);
    }
}
