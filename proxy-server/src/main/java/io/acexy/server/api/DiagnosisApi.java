package io.acexy.server.api;

import com.fasterxml.jackson.core.JsonGenerator;
import io.acexy.core.engine.ContentId;
import io.acexy.core.mpegts.TsFindings;
import io.acexy.core.mpegts.TsReport;
import io.acexy.core.stream.StreamState;
import io.acexy.server.http.Answer;
import io.acexy.server.http.Area;
import io.acexy.server.http.BadRequestException;
import io.acexy.server.http.Failure;
import io.acexy.server.http.FailureKind;
import io.acexy.server.http.JsonBody;
import io.acexy.server.http.Request;
import io.acexy.server.http.Route;
import io.acexy.server.play.PlayerDoor;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.ImmediateEventExecutor;
import io.netty.util.concurrent.Promise;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicInteger;

/** Answers what is wrong with a stream, by watching it for a while; or gives it away for so long. Any thread. */
final class DiagnosisApi {

    /** At once: each looks at every packet of a stream. */
    static final int MOST = 4;

    private static final int LONGEST_SECONDS = 60;
    private static final int USUAL_SECONDS = 10;
    private static final Duration FULL_RETRY = Duration.ofSeconds(10);

    private final Sources sources;
    private final Asking asking;
    private final PlayerDoor media;
    private final AtomicInteger running = new AtomicInteger();

    /** @param media gives it away */
    DiagnosisApi(Sources sources, Asking asking, PlayerDoor media) {
        this.sources = sources;
        this.asking = asking;
        this.media = media;
    }

    List<Route> routes() {
        return List.of(new Route(HttpMethod.GET, "/api/v1/streams/{id}/diagnosis", Area.ADMIN, this::diagnose));
    }

    /** How many are under way. */
    int running() {
        return running.get();
    }

    private Future<Answer> diagnose(Request request) {
        try {
            String id = Asking.stream(request);
            int seconds = Page.number(request.query(), "seconds", USUAL_SECONDS, 1, LONGEST_SECONDS);
            boolean capture = wantsMedia(request);
            return asking.snapshot(request)
                    .find(id)
                    .filter(line -> line.status().state() == StreamState.LIVE)
                    .map(line -> capture
                            ? capture(line, request, Duration.ofSeconds(seconds))
                            : watch(line, request, Duration.ofSeconds(seconds)))
                    .orElseGet(() -> now(request, Asking.unknownStream()));
        } catch (BadRequestException e) {
            return now(request, Asking.malformed(e).problem());
        }
    }

    private static boolean wantsMedia(Request request) {
        request.query().require("capture");
        return switch (request.query().first("capture").orElse("false")) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new BadRequestException("'capture' must be true or false");
        };
    }

    private static Future<Answer> now(Request request, Answer answer) {
        return request.connection().channel().eventLoop().newSucceededFuture(answer);
    }

    private Future<Answer> capture(Snapshot.Line line, Request request, Duration time) {
        String name = "acexy-" + line.id().substring(0, 8) + ".ts";
        return media.capture(line.status().content(), request, time, name);
    }

    private Future<Answer> watch(Snapshot.Line line, Request request, Duration time) {
        if (running.incrementAndGet() > MOST) {
            running.decrementAndGet();
            return now(
                    request,
                    Failure.of(FailureKind.LIMIT_REACHED, "as many diagnoses run as may: " + MOST, FULL_RETRY)
                            .problem());
        }
        Channel channel = request.connection().channel();
        EventLoop loop = channel.eventLoop();
        Promise<Watcher.Sight> sight = ImmediateEventExecutor.INSTANCE.newPromise();
        Promise<Answer> answer = ImmediateEventExecutor.INSTANCE.newPromise();
        sight.addListener(done -> {
            running.decrementAndGet();
            if (done.isSuccess()) {
                answer.setSuccess(Answer.json(body(line.id(), sight.getNow())));
            } else {
                answer.setFailure(done.cause());
            }
        });
        Watcher watcher = new Watcher(time, loop, sight);
        ContentId content = line.status().content();
        watcher.sit(player -> sources.streams().join(content, Map.of(), player));
        ChannelFutureListener gone = closed -> watcher.leave();
        channel.closeFuture().addListener(gone);
        sight.addListener(seen -> channel.closeFuture().removeListener(gone));
        return answer;
    }

    // ---- the body ----

    private static byte[] body(String id, Watcher.Sight sight) {
        TsReport report = sight.report();
        TsFindings findings = TsFindings.of(report, sight.watched());
        return JsonBody.of(json -> {
            json.writeStringField("stream", id);
            Fields.seconds(json, "seconds", sight.watched());
            json.writeStringField("verdict", findings.verdict().name().toLowerCase(Locale.ROOT));
            json.writeArrayFieldStart("words");
            for (String words : findings.words()) {
                json.writeString(words);
            }
            json.writeEndArray();
            json.writeNumberField("packets", report.amount().packets());
            Fields.span(json, "bits_per_second", report.amount().bitsPerSecond());
            json.writeNumberField("continuity_errors", report.faults().continuity());
            json.writeNumberField("jumps", report.faults().jumps());
            writeTimes(json, report);
            writeKeyframes(json, report.keyframes());
            json.writeObjectFieldStart("arrival");
            json.writeNumberField(
                    "longest_pause_ms", Fields.rounded(report.arrival().longestPauseMillis()));
            number(json, "pace", report.arrival().pace());
            json.writeEndObject();
            Fields.list(json, "tracks", report.contents().tracks(), TrackJson::write);
            Fields.list(json, "first_priority", report.contents().firstPriority(), DiagnosisApi::writeCheck);
        });
    }

    private static void writeTimes(JsonGenerator json, TsReport report) throws IOException {
        json.writeObjectFieldStart("pcr");
        json.writeNumberField("count", report.clock().count());
        Fields.span(json, "interval_ms", report.clock().intervalMillis());
        Fields.span(json, "jitter_ms", report.clock().jitterMillis());
        json.writeNumberField("discontinuities", report.clock().discontinuities());
        json.writeEndObject();
        json.writeObjectFieldStart("pts");
        json.writeNumberField("count", report.stamps().count());
        json.writeNumberField("gaps", report.stamps().gaps());
        number(json, "longest_step_ms", report.stamps().longestStepMillis());
        json.writeEndObject();
    }

    private static void writeKeyframes(JsonGenerator json, TsReport.Keyframes keyframes) throws IOException {
        json.writeObjectFieldStart("keyframes");
        json.writeNumberField("count", keyframes.count());
        Fields.span(json, "distance_seconds", keyframes.distanceSeconds());
        json.writeEndObject();
    }

    private static void writeCheck(JsonGenerator json, TsReport.Check check) throws IOException {
        json.writeStringField("name", check.name());
        json.writeBooleanField("ok", check.isPassed());
        json.writeNumberField("count", check.count());
        json.writeStringField("words", check.words());
    }

    private static void number(JsonGenerator json, String name, OptionalDouble value) throws IOException {
        if (value.isPresent()) {
            json.writeNumberField(name, Fields.rounded(value.getAsDouble()));
        }
    }
}
