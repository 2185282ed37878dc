package io.acexy.core.vod;

import io.acexy.core.engine.ContentId;
import io.acexy.core.engine.Engine;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import io.netty.util.concurrent.PromiseCombiner;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.Predicate;

/**
 * All films that are being watched, each viewer with a session of his own. Usable from any thread; what becomes of an order is
 * decided on the loop of its viewer's session.
 */
public final class Films {

    private final FilmServices services;
    private final Map<FilmOrder.Key, Showing> showings = new ConcurrentHashMap<>();
    private final Claims claims = new Claims();
    private final KnownFilms known = new KnownFilms();
    private volatile boolean closing;
    private volatile boolean draining;
    private volatile BiFunction<ContentId, EventExecutor, Future<Void>> elsewhere = (wanted, executor) -> null;

    public Films(FilmServices services) {
        this.services = services;
    }

    /** An engine says of a content that it is a film. Others may still be busy with it as a broadcast. */
    public void found(ContentId content) {
        known.found(content);
    }

    /** Whether an engine has said of a content that it is a film, now that nobody takes it for a broadcast any more. */
    public boolean turnsOut(ContentId content) {
        return known.turnsOut(content);
    }

    /** Whether a content is known to be a film. */
    public boolean isFilm(ContentId content) {
        return known.contains(content);
    }

    /**
     * Carries out an order, in place of an earlier one of the same viewer.
     *
     * @param player hears {@link FilmPlayer#ended} if nothing comes of it
     */
    public Reading read(FilmOrder order, FilmPlayer player) {
        Reading reading = new Reading(order, player);
        seat(reading, true);
        return reading;
    }

    /** Finds a place for it; again, when the one that was to take it has closed meanwhile. */
    void seat(Reading reading) {
        seat(reading, true);
    }

    private void seat(Reading reading, boolean mayWait) {
        if (closing) {
            refuse(reading, FilmFailure.shuttingDown());
            return;
        }
        Showing showing = showings.computeIfAbsent(reading.order().key(), key -> draining ? null : open(reading));
        if (showing == null && draining) {
            refuse(reading, FilmFailure.shuttingDown());
        } else if (showing == null) {
            seatWhenThereIsRoom(reading, mayWait);
        } else {
            showing.admit(reading);
        }
    }

    private Showing open(Reading reading) {
        return services.places().take() ? new Showing(reading.player().loop(), reading.order(), this, services) : null;
    }

    /** What nobody watches at the moment gives its place up, be it a film or a stream. */
    private void seatWhenThereIsRoom(Reading reading, boolean mayWait) {
        EventExecutor loop = reading.player().loop();
        Future<Void> room = mayWait ? makeRoom(null, loop) : null;
        if (room == null && mayWait) {
            room = elsewhere.apply(reading.order().content(), loop);
        }
        if (room == null) {
            services.places().turnedAway();
            refuse(reading, FilmFailure.tooMany());
        } else {
            room.addListener(made -> services.bugs().run("a viewer's wish", () -> seat(reading, false), () -> {}));
        }
    }

    /** Where else there is room to be had: asked for what wants it, and answers with a future, or null. Before the first order. */
    public void roomIn(BiFunction<ContentId, EventExecutor, Future<Void>> others) {
        elsewhere = others;
    }

    /** Whether this viewer has a session of this film already. Any thread. */
    public boolean isShown(FilmOrder order) {
        return showings.containsKey(order.key());
    }

    /** As {@link #makeRoom}, for what is no film. Any thread. */
    public Future<Void> giveRoom(EventExecutor executor) {
        return makeRoom(null, executor);
    }

    private void refuse(Reading reading, FilmFailure why) {
        reading.player().loop().execute(services.bugs().guard("refusal of a player", () -> reading.end(why)));
    }

    void forget(FilmOrder.Key key, Showing showing) {
        if (showings.remove(key, showing)) {
            services.places().free();
        }
    }

    boolean isClosing() {
        return closing;
    }

    Claims claims() {
        return claims;
    }

    KnownFilms known() {
        return known;
    }

    /**
     * Frees an engine by ending the session that has waited longest for its viewer to come back, or waits for one that ends.
     *
     * @return completed on {@code home} when its engine is free; null when there is none
     */
    Future<Void> makeRoom(Showing exceptFor, EventExecutor home) {
        Collection<Showing> others =
                showings.values().stream().filter(one -> one != exceptFor).toList();
        Optional<Showing> idle = others.stream()
                .filter(one -> one.lingeringSince() != 0)
                .min(Comparator.comparingLong(Showing::lingeringSince));
        return idle.or(() -> others.stream().filter(Showing::isStopping).findAny())
                .map(one -> one.stopIdle(home))
                .orElse(null);
    }

    /** Moves every viewer away from some engines: they are draining, or their network is. */
    public void leave(Predicate<Engine> engines) {
        showings.values().forEach(one -> one.tasks().post(() -> one.doMove(engines)));
    }

    /** How many viewers have a session. Any thread; never waits. */
    public int count() {
        return showings.size();
    }

    /** Takes no new viewers; those who watch are served on, wherever they seek to. For good. Any thread. */
    public void drain() {
        draining = true;
    }

    /**
     * Takes no more orders, ends all, and stops their engine sessions.
     *
     * @return completed when the last has been stopped; a stop takes no longer than the engines' stop timeout
     */
    public Future<Void> close(EventExecutor executor) {
        closing = true;
        Promise<Void> closed = executor.newPromise();
        executor.execute(() -> {
            PromiseCombiner combiner = new PromiseCombiner(executor);
            List.copyOf(showings.values()).forEach(one -> combiner.add(one.shutDown(executor)));
            combiner.finish(closed);
        });
        return closed;
    }
}
