package io.acexy.server.play;

import io.acexy.core.engine.ContentId;
import io.acexy.core.engine.Engine;
import io.acexy.core.engine.Hops;
import io.acexy.core.stream.StreamRegistry;
import io.acexy.core.stream.StreamStatus;
import io.acexy.server.http.Answer;
import io.acexy.server.http.BadRequestException;
import io.acexy.server.http.Failure;
import io.acexy.server.http.FailureKind;
import io.acexy.server.http.Handler;
import io.acexy.server.http.Request;
import io.acexy.server.http.Route;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Stands before the doors to media: where proxies would ask each other in a circle, the one who would close it is refused at once.
 * A wish that has come through this proxy already is the plain case. The other is a stream that runs, or begins, here, and comes from a
 * proxy that depends on who asks: that proxy is asked, and asks on. Any thread; who is no proxy pays a look at a header.
 */
public final class HopDoor {

    /** Of a circle that cannot be seen in this time the stream's own patience makes an end. */
    private static final Duration PATIENCE = Duration.ofMillis(900);

    /** Before a circle is looked for again. */
    private static final Duration RETRY = Duration.ofSeconds(10);

    /** How another proxy is asked whether there is a circle. */
    @FunctionalInterface
    public interface Scout {

        /** What it refuses with, or nothing; on {@code loop}, within {@code timeout}, and never fails. */
        Future<Optional<String>> circle(EventLoop loop, Engine proxy, ContentId content, Hops came, Duration timeout);
    }

    private final String mark;
    private final StreamRegistry streams;
    private final Scout scout;

    /** @param mark of this proxy */
    public HopDoor(String mark, StreamRegistry streams, Scout scout) {
        this.mark = mark;
        this.streams = streams;
        this.scout = scout;
    }

    /** The proxies that a wish has come through. */
    static Hops hops(Request request) {
        try {
            return Hops.parse(request.headers().getAll(Hops.HEADER));
        } catch (IllegalArgumentException e) {
            throw new BadRequestException(e.getMessage());
        }
    }

    /** The same routes, for wishes that have not come in a circle. */
    public List<Route> before(List<Route> doors) {
        return doors.stream()
                .map(route -> new Route(route.method(), route.pattern(), route.area(), asked(route.handler())))
                .toList();
    }

    private Handler asked(Handler door) {
        return request -> {
            Hops came = hops(request);
            return came.isEmpty() ? door.answer(request) : answer(request, came, door);
        };
    }

    private Future<Answer> answer(Request request, Hops came, Handler door) {
        EventLoop loop = request.connection().channel().eventLoop();
        Optional<String> own = came.refusal(mark);
        if (own.isPresent()) {
            return loop.newSucceededFuture(refusal(request, own.get()));
        }
        ContentId content = ContentQuery.content(request.query());
        Optional<Engine> from =
                streams.status(content).map(StreamStatus::engine).filter(Engine::isProxy);
        if (from.isEmpty()) {
            return passed(request, door);
        }
        Promise<Answer> promise = loop.newPromise();
        scout.circle(loop, from.get(), content, came, PATIENCE)
                .addListener((Future<Optional<String>> told) -> request.connection()
                        .guard(() -> told.getNow()
                                .ifPresentOrElse(
                                        why -> promise.setSuccess(refusal(request, why)),
                                        () -> pass(request, door, promise)))
                        .run());
        return promise;
    }

    /** What the door would throw is an answer by now. */
    private static void pass(Request request, Handler door, Promise<Answer> promise) {
        try {
            passed(request, door).addListener((Future<Answer> done) -> promise.setSuccess(done.getNow()));
        } catch (BadRequestException e) {
            promise.setSuccess(Failure.malformed(e.getMessage()).answer(request.form()));
        }
    }

    /** A proxy that only looks is told that there is no circle, and starts nothing. */
    private static Future<Answer> passed(Request request, Handler door) {
        return request.method().equals(HttpMethod.HEAD)
                ? request.connection().channel().eventLoop().newSucceededFuture(PlayerDoor.head())
                : door.answer(request);
    }

    private static Answer refusal(Request request, String why) {
        Failure failure = Failure.of(FailureKind.LOOP, why, RETRY);
        return ContentQuery.wantsLinks(request.query())
                ? GuestAnswers.error(FailureKind.LOOP.status(), why).because(failure)
                : failure.answer(request.form());
    }
}
