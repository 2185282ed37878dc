package io.acexy.server.play;

import io.acexy.core.engine.ContentId;
import io.acexy.core.stream.StreamFailure;
import io.acexy.core.stream.StreamRegistry;
import io.acexy.server.http.Connection;
import io.acexy.server.http.Failure;
import io.acexy.server.http.FailureKind;
import io.acexy.server.http.Request;
import io.acexy.server.limits.Admission;
import io.acexy.server.limits.Evictor;
import io.acexy.server.limits.House;
import io.acexy.server.limits.Place;
import io.acexy.server.limits.Refusal;
import io.acexy.server.limits.Who;
import io.acexy.server.limits.Wish;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Where the doors ask for a place for somebody who wants to play, in whatever form. Any thread. */
public final class Seats {

    private static final Duration FULL_RETRY = Duration.ofSeconds(10);

    private static final long LOOK_MILLIS = 100;

    /** A player who changes channels may connect anew before it has closed: so often it is looked whether it has. */
    private static final int MOST_LOOKS = 10;

    private final House house;
    private final StreamRegistry streams;

    /** @param streams hears of those who find no place */
    public Seats(House house, StreamRegistry streams) {
        this.house = house;
        this.streams = streams;
    }

    /** Who has found a place, and who has not: called on the thread that asks, or a little later on the connection's loop. */
    record Found(Consumer<Place> place, Consumer<Failure> none) {}

    /** A place for a player of a stream; one whose device may just be closing another is given a second. */
    void find(ContentId content, Request request, Found found) {
        find(content, () -> startOf(content), request, found);
    }

    /**
     * The same for what may be no stream.
     *
     * @param start what an engine has to begin for it, asked each time
     */
    void find(ContentId content, Supplier<Wish.Start> start, Request request, Found found) {
        look(() -> admit(request, content, start.get()), content, request, found, 0);
    }

    private Wish.Start startOf(ContentId content) {
        return streams.status(content).isPresent() ? Wish.Start.NONE : Wish.Start.OF_STREAM;
    }

    private void look(Supplier<Admission> ask, ContentId content, Request request, Found found, int looks) {
        Admission admission = ask.get();
        Connection connection = request.connection();
        if (admission instanceof Place place) {
            found.place.accept(place);
        } else if (((Refusal) admission).waits()
                && looks < MOST_LOOKS
                && connection.channel().isActive()) {
            EventLoop loop = connection.channel().eventLoop();
            Runnable again = connection.guard(() -> look(ask, content, request, found, looks + 1));
            loop.schedule(again, LOOK_MILLIS, TimeUnit.MILLISECONDS);
        } else {
            found.none.accept(refused(content, (Refusal) admission));
        }
    }

    /** A place, or at once why there is none. */
    Admission ask(ContentId content, Request request) {
        return admit(request, content, startOf(content));
    }

    /** Another process of this proxy asks for players who have been admitted there. */
    private Admission admit(Request request, ContentId content, Wish.Start start) {
        Wish wish = new Wish(Who.of(request), content, start);
        return request.connection().kin() == Connection.Kin.NONE ? house.admit(wish) : house.welcome(wish);
    }

    /** Tells those who want to know of streams that somebody finds no place. */
    Failure refused(ContentId content, Refusal refusal) {
        return turnedAway(content, refusal.why());
    }

    /** There are as many sessions as there may be of connections. */
    Failure full(ContentId content) {
        return turnedAway(
                content,
                Failure.of(FailureKind.LIMIT_REACHED, "there are as many sessions as there may be", FULL_RETRY));
    }

    private Failure turnedAway(ContentId content, Failure why) {
        streams.turnedAway(
                content, new StreamFailure(StreamFailure.Kind.LIMIT_REACHED, why.reason(), why.retryAfter()));
        return why;
    }

    /**
     * Somebody of a lower class gives up the stream that he alone watches.
     *
     * @return completed on {@code executor} when he has; null when there is none
     */
    Future<Void> outrank(Who who, EventExecutor executor) {
        return house.outranks(who)
                .map(one -> one.evict(Evictor.Cause.OUTRANKED, executor))
                .orElse(null);
    }
}
