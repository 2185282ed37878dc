package io.acexy.server.play;

import io.acexy.core.engine.ContentId;
import io.acexy.core.vod.FilmOrder;
import io.acexy.core.vod.Films;
import io.acexy.core.vod.RangeHeaders;
import io.acexy.server.http.Answer;
import io.acexy.server.http.Failure;
import io.acexy.server.http.FailureKind;
import io.acexy.server.http.Handler;
import io.acexy.server.http.Request;
import io.acexy.server.http.Route;
import io.acexy.server.limits.Place;
import io.acexy.server.limits.Wish.Start;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.ImmediateEventExecutor;
import io.netty.util.concurrent.Promise;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The door to films, which stands before the doors to streams: the same path leads to both, and what a content is only an engine
 * knows. Somebody who asks for one that turns out to be a film is sent on from there to here. Any thread.
 */
public final class FilmDoor {

    private final Films films;
    private final Seats seats;
    private final PlayerBook book;
    private final Duration pause;

    /**
     * @param seats of all players, in whatever form
     * @param book of all players, in whatever form
     * @param pause how long a player may accept no byte
     */
    public FilmDoor(Films films, Seats seats, PlayerBook book, Duration pause) {
        this.films = films;
        this.seats = seats;
        this.book = book;
        this.pause = pause;
    }

    /** The same routes, by which films are served too. */
    public List<Route> before(List<Route> streams) {
        return streams.stream()
                .map(route -> new Route(
                        route.method(),
                        route.pattern(),
                        route.area(),
                        route.method().equals(HttpMethod.HEAD) ? probe(route.handler()) : play(route.handler())))
                .toList();
    }

    /** Of what is not known to be a film, a probe finds nothing out: it would cost an engine's start. */
    private Handler probe(Handler streams) {
        return request ->
                films.isFilm(ContentQuery.content(request.query())) ? order(request, true) : streams.answer(request);
    }

    private Handler play(Handler streams) {
        return request -> {
            ContentId content = ContentQuery.content(request.query());
            if (films.isFilm(content)) {
                return content.isOriginal() ? order(request, false) : throughNoProfile(request);
            }
            Promise<Answer> answer = ImmediateEventExecutor.INSTANCE.newPromise();
            Future<Answer> stream = streams.answer(request);
            Runnable answered = request.connection().guard(() -> sendOn(request, stream, answer));
            stream.addListener(done -> onLoopOf(request, answered));
            return answer;
        };
    }

    private static void onLoopOf(Request request, Runnable task) {
        EventLoop loop = request.connection().channel().eventLoop();
        if (loop.inEventLoop()) {
            task.run();
        } else {
            loop.execute(task);
        }
    }

    private void sendOn(Request request, Future<Answer> done, Promise<Answer> answer) {
        if (!done.isSuccess()) {
            answer.setFailure(done.cause());
        } else if (done.getNow() instanceof Answer.Whole refusal
                && films.turnsOut(ContentQuery.content(request.query()))) {
            refusal.release();
            if (ContentQuery.content(request.query()).isOriginal()) {
                order(request, startAfter(refusal), false, answer);
            } else {
                throughNoProfile(request).addListener((Future<Answer> told) -> answer.setSuccess(told.getNow()));
            }
        } else {
            answer.setSuccess(done.getNow());
        }
    }

    /** Who was turned away, and not told by an engine that it is a film, has been admitted to nothing. */
    private static Start startAfter(Answer.Whole refusal) {
        return refusal.failure() != null && refusal.failure().kind() == FailureKind.NOT_SUPPORTED
                ? Start.OF_FILM_ADMITTED
                : Start.OF_FILM;
    }

    /** A film is searched in by bytes, which no program's output has the places for. */
    private static Future<Answer> throughNoProfile(Request request) {
        Failure why = new Failure(
                FailureKind.NOT_SUPPORTED,
                "this is a film, and profiles are for what is live",
                "leave profile= away",
                Duration.ZERO);
        return ImmediateEventExecutor.INSTANCE.newSucceededFuture(why.answer(request.form()));
    }

    /** Whether a content is known to be a film, or has just turned out to be one. */
    boolean isFilm(ContentId content) {
        return films.turnsOut(content);
    }

    private Future<Answer> order(Request request, boolean headOnly) {
        Promise<Answer> answer = ImmediateEventExecutor.INSTANCE.newPromise();
        order(request, Start.OF_FILM, headOnly, answer);
        return answer;
    }

    private void order(Request request, Start start, boolean headOnly, Promise<Answer> answer) {
        PlayWish wish = PlayWish.of(request.query());
        order(wish, filmOrder(wish, viewer(request), request, headOnly), start, request, answer, () -> {});
    }

    /**
     * Answers with a film, or the part of it that is asked for.
     *
     * @param viewer who asks: his last order is replaced by this
     * @param start what that costs, where it is not shown to him already
     * @param over called once, when it has been answered or he has gone
     */
    Future<Answer> order(PlayWish wish, String viewer, Start start, Request request, Runnable over) {
        Promise<Answer> answer = ImmediateEventExecutor.INSTANCE.newPromise();
        boolean headOnly = request.method().equals(HttpMethod.HEAD);
        order(wish, filmOrder(wish, viewer, request, headOnly), start, request, answer, over);
        return answer;
    }

    private static FilmOrder filmOrder(PlayWish wish, String viewer, Request request, boolean headOnly) {
        // A range is of no meaning to a HEAD (RFC 9110, 14.2).
        Map<String, String> part = headOnly
                ? Map.of()
                : RangeHeaders.of(
                        request.headers().get(HttpHeaderNames.RANGE),
                        request.headers().get(HttpHeaderNames.IF_RANGE));
        return new FilmOrder(wish.content(), wish.options(), viewer, part, headOnly);
    }

    private void order(
            PlayWish wish, FilmOrder order, Start start, Request request, Promise<Answer> answer, Runnable over) {
        wish.noteOn(request.trail(), "film");
        Consumer<Failure> none = why -> {
            answer.setSuccess(why.answer(request.form()));
            over.run();
        };
        seats.find(
                wish.content(),
                () -> films.isShown(order) ? Start.NONE : start,
                request,
                new Seats.Found(place -> play(order, place, request, answer, over), none));
    }

    private void play(FilmOrder order, Place place, Request request, Promise<Answer> answer, Runnable over) {
        FilmChannel player = new FilmChannel(request, pause, answer);
        answer.addListener(begun -> place.begun());
        PlayerBook.Wish entry = new PlayerBook.Wish(order.content(), PlayerForm.FILM, Caller.of(request));
        PlayerBook.Entry line = book.enter(entry, player.watched());
        player.order(films, order, () -> {
            place.free();
            line.strike();
            over.run();
        });
        place.evictedBy((why, executor) -> player.evict(why));
    }

    /**
     * Players search on new connections, so that a viewer is known by his address and program, as a {@link Device} is; where two of
     * them are alike, by the {@code pid} that they give themselves.
     */
    private static String viewer(Request request) {
        return String.join(
                "\n",
                request.origin().address().map(InetAddress::getHostAddress).orElse(""),
                request.origin().forwarded().toString(),
                request.headers().get(HttpHeaderNames.USER_AGENT, ""),
                request.query().first("pid").orElse(""));
    }
}
