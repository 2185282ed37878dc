package io.acexy.server.play;

import io.acexy.server.http.Answer;
import io.acexy.server.http.Area;
import io.acexy.server.http.BadRequestException;
import io.acexy.server.http.BaseUrl;
import io.acexy.server.http.Failure;
import io.acexy.server.http.Handler;
import io.acexy.server.http.Request;
import io.acexy.server.http.Route;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The door for clients of engines: {@code format=json} is answered with links as an engine answers it, and the links work. A
 * client has its own session; the media is the stream that everybody watches. Any thread.
 */
public final class GuestDoor {

    private static final String LIST = ".m3u8";

    private final BaseUrl base;
    private final GuestBook book;

    /** @param base where clients find this proxy */
    public GuestDoor(GuestSupplies supplies, BaseUrl base) {
        this.base = base;
        this.book = new GuestBook(supplies);
    }

    /** Ends the sessions of all who have begun them with the key of one of these. Any thread. */
    public void endThoseOf(Set<String> holders) {
        book.endThoseOf(holders);
    }

    /** What it serves behind its links. */
    public List<Route> routes() {
        return List.of(
                get("/ace/r/{infohash}/{key}", this::play),
                new Route(HttpMethod.HEAD, "/ace/r/{infohash}/{key}", Area.GRANTED, this::probe),
                get("/ace/m/{infohash}/{file}", this::playHls),
                new Route(HttpMethod.HEAD, "/ace/m/{infohash}/{file}", Area.GRANTED, Handler.now(this::probeHls)),
                get("/ace/stat/{infohash}/{key}", this::stat),
                get("/ace/cmd/{infohash}/{key}", this::command),
                new Route(HttpMethod.HEAD, "/ace/cmd/{infohash}/{key}", Area.GRANTED, Handler.now(this::nothing)),
                get("/ace/event/{infohash}/{key}", this::event),
                new Route(HttpMethod.HEAD, "/ace/event/{infohash}/{key}", Area.GRANTED, Handler.now(this::nothing)));
    }

    private static Route get(String pattern, Handler handler) {
        return new Route(HttpMethod.GET, pattern, Area.GRANTED, handler);
    }

    /** The routes of a door to media, which answer with links who asks for them. */
    public List<Route> before(List<Route> doors, boolean hls) {
        return doors.stream().map(route -> before(route, hls)).toList();
    }

    private Route before(Route route, boolean hls) {
        boolean probe = route.method().equals(HttpMethod.HEAD);
        Handler links = probe ? Handler.now(this::nothing) : request -> start(request, hls);
        return new Route(route.method(), route.pattern(), route.area(), request -> {
            Handler chosen = ContentQuery.wantsLinks(request.query()) ? links : route.handler();
            return chosen.answer(request);
        });
    }

    private Future<Answer> start(Request request, boolean hls) {
        GuestWish wish;
        try {
            wish = GuestWish.of(request, hls);
        } catch (BadRequestException e) {
            boolean named = ContentQuery.namesContent(request.query());
            return now(
                    request,
                    GuestAnswers.error(named ? "invalid content id: " + e.getMessage() : "missing content id"));
        }
        return book.open(
                wish,
                request,
                session -> session.start(request, base.withoutKey(request)),
                why -> now(request, full(wish, request, why)));
    }

    /** As an engine says it; to all others he has been refused like any player. */
    private static Answer full(GuestWish wish, Request request, Failure why) {
        wish.play().noteOn(request.trail(), "links");
        return GuestAnswers.error(why.reason()).because(why);
    }

    private Future<Answer> play(Request request) {
        return find(request, request.variable("key"))
                .filter(session -> !session.wish().hls())
                .map(session -> session.play(request))
                .orElseGet(() -> now(request, GuestAnswers.unknownMedia()));
    }

    private Future<Answer> probe(Request request) {
        return find(request, request.variable("key"))
                .map(session -> session.isFilm() ? session.play(request) : now(request, PlayerDoor.head()))
                .orElseGet(() -> now(request, GuestAnswers.unknownMedia()));
    }

    private Future<Answer> playHls(Request request) {
        return findHls(request)
                .map(session -> session.playHls(request))
                .orElseGet(() -> now(request, GuestAnswers.unknownMedia()));
    }

    private Answer probeHls(Request request) {
        return findHls(request).isPresent() ? HlsDoor.head() : GuestAnswers.unknownMedia();
    }

    private Optional<GuestSession> findHls(Request request) {
        String file = request.variable("file");
        return file.endsWith(LIST)
                ? find(request, file.substring(0, file.length() - LIST.length()))
                        .filter(session -> session.wish().hls())
                : Optional.empty();
    }

    private Future<Answer> stat(Request request) {
        boolean counts = request.query()
                .first("skip_player_activity")
                .filter("1"::equals)
                .isEmpty();
        return ask(request, session -> session.stat(counts));
    }

    private Future<Answer> command(Request request) {
        return ask(request, session -> switch (request.query().first("method").orElse("")) {
            case "stop" -> session.stop();
            case "set_player_activity_timeout" -> setIdle(session, request);
            case "liveseek" -> now(request, GuestAnswers.error("position out of range"));
            default -> now(request, GuestAnswers.error("unknown method"));
        });
    }

    private static Future<Answer> setIdle(GuestSession session, Request request) {
        try {
            int seconds = Integer.parseInt(request.query().first("timeout").orElse(""));
            if (seconds > 0) {
                return session.setIdle(Duration.ofSeconds(seconds));
            }
        } catch (NumberFormatException ignored) {
            // As if it were none.
        }
        return now(request, GuestAnswers.error("bad timeout"));
    }

    private Future<Answer> event(Request request) {
        return ask(request, GuestSession::event);
    }

    private Future<Answer> ask(Request request, Function<GuestSession, Future<Answer>> question) {
        return find(request, request.variable("key"))
                .map(question)
                .orElseGet(() -> now(request, GuestAnswers.unknownSession()));
    }

    private Optional<GuestSession> find(Request request, String key) {
        return book.find(request.variable("infohash"), key);
    }

    /** A probe starts nothing, stops nothing, and waits for nothing. */
    private Answer nothing(Request request) {
        return GuestAnswers.noEvent();
    }

    private static Future<Answer> now(Request request, Answer answer) {
        return loop(request).newSucceededFuture(answer);
    }

    private static EventLoop loop(Request request) {
        return request.connection().channel().eventLoop();
    }
}
