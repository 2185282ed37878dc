package io.acexy.server.play;

import io.acexy.core.engine.ContentId;
import io.acexy.core.stream.StreamFailure;
import io.acexy.core.stream.StreamRegistry;
import io.acexy.server.http.Answer;
import io.acexy.server.http.Area;
import io.acexy.server.http.Connection;
import io.acexy.server.http.Failure;
import io.acexy.server.http.FailureKind;
import io.acexy.server.http.Handler;
import io.acexy.server.http.Request;
import io.acexy.server.http.Route;
import io.acexy.server.limits.Device;
import io.acexy.server.limits.Place;
import io.acexy.server.limits.Who;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.ImmediateEventExecutor;
import io.netty.util.concurrent.Promise;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * The door to media as it is: MPEG-TS, until the player leaves. Admits a player, and turns his request into a seat in a
 * stream; his answer is the stream's first packet, or the reason why there is none. Any thread.
 */
public final class PlayerDoor {

    /** Where streams are. */
    static final String PATH = "/ace/getstream";

    /** Before somebody asks again who finds no place. */
    private static final Duration RETRY = Duration.ofSeconds(10);

    private final StreamRegistry streams;
    private final Seats seats;
    private final PlayerBook book;
    private final Duration writeTimeout;
    private final BooleanSupplier zapping;
    private final Devices devices = new Devices();

    /**
     * @param seats of all players, in whatever form
     * @param book of all players, in whatever form
     * @param writeTimeout how long a player may accept no byte
     * @param zapping whether a device gives up the stream that it alone watches for its next wish when all are taken
     */
    public PlayerDoor(
            StreamRegistry streams, Seats seats, PlayerBook book, Duration writeTimeout, BooleanSupplier zapping) {
        this.streams = streams;
        this.seats = seats;
        this.book = book;
        this.writeTimeout = writeTimeout;
        this.zapping = zapping;
    }

    /** What it serves. Players probe with HEAD before they play; an engine would take it for a start. */
    public List<Route> routes() {
        return List.of(
                new Route(HttpMethod.GET, PATH, Area.PLAY, this::play),
                new Route(HttpMethod.HEAD, PATH, Area.PLAY, Handler.now(this::probe)));
    }

    private Future<Answer> play(Request request) {
        PlayWish wish = PlayWish.of(request.query());
        return seat(wish, request, () -> {}).answer();
    }

    /**
     * Seats a player, and answers his request with the media.
     *
     * @param onLeft called once, when he has left the seat that he had
     */
    Seated seat(PlayWish wish, Request request, Runnable onLeft) {
        Promise<Answer> answer = ImmediateEventExecutor.INSTANCE.newPromise();
        wish.noteOn(request.trail(), "ts");
        if (wish.heirs()) { // whose session was begun on another connection
            request.connection().becomesKin(Connection.Kin.HEIR);
        }
        PlayerChannel player =
                new PlayerChannel(request.connection(), request.form(), request.trail(), writeTimeout, answer);
        PlayerBook.Wish entry = new PlayerBook.Wish(wish.content(), PlayerForm.TS, Caller.of(request));
        Consumer<Place> sit = place -> {
            Who who = place.who();
            Optional<Device> device = zapping.getAsBoolean() ? who.device() : Optional.empty();
            player.findOther(
                    () -> device.flatMap(one -> devices.onlyOther(one, player)),
                    executor -> seats.outrank(who, executor));
            device.ifPresent(one -> devices.add(one, player));
            PlayerBook.Entry line = book.enter(entry, player.watched());
            Runnable left = () -> {
                place.free();
                line.strike();
                onLeft.run();
                device.ifPresent(one -> devices.remove(one, player));
            };
            answer.addListener(begun -> place.begun());
            player.sit(left, () -> streams.join(wish.content(), wish.options(), player));
            place.evictedBy(player::evict);
        };
        seats.find(wish.content(), request, new Seats.Found(sit, why -> answer.setSuccess(why.answer(request.form()))));
        return new Seated(player, answer);
    }

    /**
     * A player at the door.
     *
     * @param answer the head of the media, or why there is none
     */
    record Seated(PlayerChannel player, Future<Answer> answer) {}

    /**
     * Gives a stream away for a while, to be kept as a file.
     *
     * @param time from its first byte on
     * @param name of the file
     */
    public Future<Answer> capture(ContentId content, Request request, Duration time, String name) {
        Seated seated = seat(new PlayWish(content, Map.of()), request, () -> {});
        Promise<Answer> answer = ImmediateEventExecutor.INSTANCE.newPromise();
        seated.answer().addListener(done -> {
            Answer begun = seated.answer().getNow();
            if (begun instanceof Answer.Takeover) {
                seated.player().completeAfter(time);
                begun.headers().set(HttpHeaderNames.CONTENT_DISPOSITION, "attachment; filename=\"" + name + "\"");
                answer.setSuccess(begun);
            } else {
                begun.release();
                answer.setSuccess(Failure.of(FailureKind.LIMIT_REACHED, "there is no place for one more player", RETRY)
                        .problem());
            }
        });
        return answer;
    }

    /**
     * Answers a request that names its content in another way than a query.
     *
     * @param time after which it is to end; nothing where the player ends it
     * @param onLeft called once, when he has left the seat that he had
     */
    public Future<Answer> play(ContentId content, Request request, Optional<Duration> time, Runnable onLeft) {
        Seated seated = seat(new PlayWish(content, Map.of()), request, onLeft);
        time.ifPresent(end -> seated.answer().addListener(begun -> {
            if (seated.answer().getNow() instanceof Answer.Takeover) {
                seated.player().completeAfter(end);
            }
        }));
        return seated.answer();
    }

    /** The head of a stream's answer, as for the GET, without a length: a live stream has none. */
    private Answer probe(Request request) {
        PlayWish.of(request.query());
        return head();
    }

    /** For who only wants to know whether there is something. */
    public static Answer head() {
        return new Answer.Streamed(HttpResponseStatus.OK, mediaHeaders(), body -> {});
    }

    /** Of MPEG-TS that is live. */
    static HttpHeaders mediaHeaders() {
        return new DefaultHttpHeaders()
                .set(HttpHeaderNames.CONTENT_TYPE, "video/mp2t")
                .set(HttpHeaderNames.CACHE_CONTROL, "no-store");
    }

    /** The failure of a stream, for the player that waits for it. */
    static Answer refusal(StreamFailure why, Request.Form form) {
        return PlayFailures.of(why).answer(form);
    }
}
