package io.acexy.server.play;

import io.acexy.core.Bugs;
import io.acexy.core.engine.ContentId;
import io.acexy.core.hls.HlsMuxer;
import io.acexy.server.http.Failure;
import io.acexy.server.limits.Place;
import io.netty.util.concurrent.Ticker;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** What all stages share: limits, memory, names that nobody can guess, and numbers that only grow. Any thread. */
final class HlsParts {

    /**
     * Numbers are quarters of a second since then: they grow faster than segments come, so that a list which begins anew
     * under the same address, after a restart of this program, begins with higher ones. They fit into 31 bits until 2041.
     */
    private static final Instant EPOCH = Instant.parse("2024-01-01T00:00:00Z");

    private static final int QUARTER_MILLIS = 250;
    private static final int NAME_BYTES = 9;
    private static final int TOKEN_BYTES = 16;

    private final HlsSupplies supplies;
    private final Consumer<HlsStage> closed;
    private final LinkNames names;
    private final AtomicLong nextNumber = new AtomicLong();
    private final AtomicInteger players = new AtomicInteger();

    /** @param closed told of each stage that is over */
    HlsParts(HlsSupplies supplies, Consumer<HlsStage> closed) {
        this.supplies = supplies;
        this.closed = closed;
        this.names = new LinkNames(supplies.limits().node());
    }

    HlsLimits limits() {
        return supplies.limits();
    }

    Bugs bugs() {
        return supplies.bugs();
    }

    /** One more player, who is then admitted, or answered why there may be no more. */
    void seat(ContentId content, HlsVisit visit, Runnable admitted) {
        if (players.incrementAndGet() > limits().maxSessions()) {
            refuse(visit, seats().full(content));
            return;
        }
        Consumer<Place> taken = place -> {
            visit.session().has(place);
            visit.answer().addListener(begun -> place.begun());
            admitted.run();
        };
        seats().find(content, visit.request(), new Seats.Found(taken, why -> refuse(visit, why)));
    }

    private void refuse(HlsVisit visit, Failure why) {
        players.decrementAndGet();
        visit.answer().setSuccess(why.answer(visit.request().form()));
    }

    Seats seats() {
        return supplies.seats();
    }

    /**
     * Writes somebody down who opens a channel.
     *
     * @param kick sends him away; called on any thread
     */
    void enter(ContentId content, HlsSession session, Ticker ticker, Runnable kick) {
        PlayerBook.Wish wish = new PlayerBook.Wish(content, PlayerForm.HLS, session.caller());
        session.isIn(supplies.book()
                .enter(
                        wish,
                        new PlayerBook.Watched(() -> session.status(ticker.nanoTime()), session::delivered, kick)));
    }

    /** Somebody is gone who had a seat. */
    void leave(HlsSession session) {
        session.ends();
        players.decrementAndGet();
    }

    HlsMuxer muxer(Ticker ticker, HlsMuxer.Listener listener) {
        Clock clock = Clock.systemUTC();
        long quarters = (clock.millis() - EPOCH.toEpochMilli()) / QUARTER_MILLIS;
        return new HlsMuxer(
                supplies.lists(), supplies.memory(), ticker, clock, Math.max(quarters, nextNumber.get()), listener);
    }

    /** @param next the number after its last */
    void closed(HlsStage stage, long next) {
        nextNumber.accumulateAndGet(next, Math::max);
        closed.accept(stage);
    }

    /** The name of a stage: not to be guessed, so that only those know it who have been given it. */
    String name() {
        return names.brief(NAME_BYTES);
    }

    /** What a session is known by. */
    String token() {
        return names.brief(TOKEN_BYTES);
    }
}
