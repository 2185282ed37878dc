package io.acexy.server.play;

import io.acexy.core.engine.ContentId;
import io.acexy.core.stream.StreamRegistry;
import io.acexy.server.http.Answer;
import io.acexy.server.http.Area;
import io.acexy.server.http.Handler;
import io.acexy.server.http.Request;
import io.acexy.server.http.Route;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.ImmediateEventExecutor;
import io.netty.util.concurrent.Promise;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The door to media as HLS. A player asks for a content and is answered with the address of a list of his own, whose
 * segments have the same paths for everybody; who he is stands in the query. Any thread.
 */
public final class HlsDoor {

    private static final String LIST = "list.m3u8";
    private static final Pattern SEGMENT = Pattern.compile("(\\d{1,18})\\.ts");

    private final StreamRegistry streams;
    private final HlsParts parts;
    private final Map<ContentId, HlsStage> byContent = new ConcurrentHashMap<>();
    private final Map<String, HlsStage> byName = new ConcurrentHashMap<>();

    public HlsDoor(StreamRegistry streams, HlsSupplies supplies) {
        this.streams = streams;
        this.parts = new HlsParts(supplies, this::closed);
    }

    /** What it serves. Players probe with HEAD before they play. */
    public List<Route> routes() {
        return List.of(
                new Route(HttpMethod.GET, "/ace/manifest.m3u8", Area.PLAY, this::open),
                new Route(HttpMethod.HEAD, "/ace/manifest.m3u8", Area.PLAY, Handler.now(this::probe)),
                new Route(HttpMethod.GET, "/ace/hls/{stage}/{file}", Area.PLAY, this::file));
    }

    /** The same for the path of the streams, for those who want HLS from there. */
    public List<Route> routesForStreams() {
        return List.of(
                new Route(HttpMethod.GET, PlayerDoor.PATH, Area.PLAY, this::open),
                new Route(HttpMethod.HEAD, PlayerDoor.PATH, Area.PLAY, Handler.now(this::probe)));
    }

    /** Who watches what. Any thread; never waits. */
    public List<HlsAudience> audiences() {
        return byName.values().stream().map(HlsStage::audience).toList();
    }

    private Future<Answer> open(Request request) {
        ContentId content = PlayerDoor.content(request);
        Map<String, String> options = ContentQuery.options(request.query());
        Promise<Answer> answer = ImmediateEventExecutor.INSTANCE.newPromise();
        if (!parts.takeSeat()) {
            return answer.setSuccess(Seats.full().answer(request.form()));
        }
        admit(content, options, request, answer);
        return answer;
    }

    private void admit(ContentId content, Map<String, String> options, Request request, Promise<Answer> answer) {
        HlsStage[] made = new HlsStage[1];
        HlsStage stage = byContent.computeIfAbsent(content, wanted -> {
            made[0] = new HlsStage(
                    wanted, parts.name(), request.connection().channel().eventLoop(), parts);
            return made[0];
        });
        stage.admit(request, answer, () -> admit(content, options, request, answer));
        if (stage == made[0]) {
            byName.put(stage.id(), stage);
            stage.open(player -> streams.join(content, options, player));
        }
    }

    private void closed(HlsStage stage) {
        byContent.remove(stage.content(), stage);
        byName.remove(stage.id(), stage);
    }

    private Answer probe(Request request) {
        PlayerDoor.content(request);
        ContentQuery.options(request.query());
        return new Answer.Streamed(HttpResponseStatus.OK, HlsAnswers.listHeaders(), body -> {});
    }

    private Future<Answer> file(Request request) {
        Promise<Answer> answer = ImmediateEventExecutor.INSTANCE.newPromise();
        HlsStage stage = byName.get(request.variable("stage"));
        String token = request.query().first("session").orElse("");
        Matcher segment = SEGMENT.matcher(request.variable("file"));
        if (stage == null) {
            answer.setSuccess(HlsAnswers.unknownPresentation().answer(request.form()));
        } else if (request.variable("file").equals(LIST)) {
            stage.list(token, request, answer);
        } else if (segment.matches()) {
            stage.segment(Long.parseLong(segment.group(1)), token, request, answer);
        } else {
            answer.setSuccess(HlsAnswers.unknownSegment().answer(request.form()));
        }
        return answer;
    }
}
