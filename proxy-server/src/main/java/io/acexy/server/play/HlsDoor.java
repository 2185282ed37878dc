package io.acexy.server.play;

import io.acexy.core.engine.ContentId;
import io.acexy.core.stream.StreamRegistry;
import io.acexy.server.http.Answer;
import io.acexy.server.http.Area;
import io.acexy.server.http.Handler;
import io.acexy.server.http.Request;
import io.acexy.server.http.Route;
import io.acexy.server.limits.Who;
import io.netty.channel.EventLoop;
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

    /** Where channels are opened. Players probe with HEAD before they play. */
    public List<Route> routesForManifests() {
        return openedAt("/ace/manifest.m3u8");
    }

    /** Where lists and segments are. */
    public List<Route> routesForFiles() {
        return List.of(new Route(HttpMethod.GET, "/ace/hls/{stage}/{file}", Area.GRANTED, this::file));
    }

    /** The same for the path of the streams, for those who want HLS from there. */
    public List<Route> routesForStreams() {
        return openedAt(PlayerDoor.PATH);
    }

    private List<Route> openedAt(String path) {
        return List.of(
                new Route(HttpMethod.GET, path, Area.PLAY, this::open),
                new Route(HttpMethod.HEAD, path, Area.PLAY, Handler.now(this::probe)));
    }

    /** Who watches what. Any thread; never waits. */
    public List<HlsAudience> audiences() {
        return byName.values().stream().map(HlsStage::audience).toList();
    }

    private Future<Answer> open(Request request) {
        return seat(PlayWish.of(request.query()), HlsVisit.of(request, parts.token()));
    }

    /**
     * Answers a request with a content that it does not name itself.
     *
     * @param base from the path of the request to {@code /ace/}
     */
    public Future<Answer> open(ContentId content, Request request, String base) {
        return seat(new PlayWish(content, Map.of()), HlsVisit.of(request, parts.token(), base));
    }

    /** Gives a player a session, and answers with the address of its list. */
    Future<Answer> seat(PlayWish wish, HlsVisit visit) {
        wish.noteOn(visit.request().trail(), "hls");
        parts.seat(wish.content(), visit, () -> admit(wish, visit));
        return visit.answer();
    }

    private void admit(PlayWish wish, HlsVisit visit) {
        EventLoop loop = visit.request().connection().channel().eventLoop();
        HlsStage[] made = new HlsStage[1];
        HlsStage stage = byContent.computeIfAbsent(wish.content(), wanted -> {
            made[0] = new HlsStage(wanted, parts.name(), loop, parts);
            return made[0];
        });
        stage.admit(visit, () -> admit(wish, visit));
        if (stage == made[0]) {
            byName.put(stage.id(), stage);
            stage.open(Who.of(visit.request()), player -> streams.join(wish.content(), wish.options(), player));
        }
    }

    /** Whether somebody watches under this token, or waits. Any thread. */
    boolean isWatching(String token) {
        return byName.values().stream().anyMatch(stage -> stage.knows(token));
    }

    /** Ends the session of a token, if there is one. Any thread. */
    void end(String token) {
        byName.values().forEach(stage -> stage.end(token));
    }

    /** This process is about to end: players are told the end of their lists, and read what they name. Any thread. */
    public void endLists() {
        byName.values().forEach(HlsStage::endList);
    }

    private void closed(HlsStage stage) {
        byContent.remove(stage.content(), stage);
        byName.remove(stage.id(), stage);
    }

    private Answer probe(Request request) {
        PlayWish.of(request.query());
        return head();
    }

    /** For who only wants to know whether there is something. */
    public static Answer head() {
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
            request.trail().note("file", LIST);
            stage.list(token, request, answer);
        } else if (segment.matches()) {
            request.trail().note("file", segment.group());
            stage.segment(Long.parseLong(segment.group(1)), token, request, answer);
        } else {
            answer.setSuccess(HlsAnswers.unknownSegment().answer(request.form()));
        }
        return answer;
    }
}
