package io.acexy.core.vod;

import io.acexy.core.GuardedLoop;
import io.acexy.core.engine.ContentId;
import io.acexy.core.engine.Engine;
import io.acexy.core.engine.EngineSelection;
import io.acexy.core.engine.EngineSelector;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/**
 * Looks for an engine for one viewer that plays this film for nobody else: one question at a time, and with growing pauses where
 * one fails after the other. Confined to the home loop of its showing.
 */
final class FilmSearch {

    /** Who searches. */
    interface Seeker {

        /** Takes over an engine, the slot on it, and the claim for this name. */
        void found(EngineSelection.Selected selected, ContentId name);

        /**
         * There is no engine now.
         *
         * @param taken whether there are some that play this film for others
         */
        void nothingFound(EngineSelection.None answer, boolean taken);
    }

    private static final long FIRST_PAUSE_MILLIS = 250;
    private static final int MAX_DOUBLINGS = 4;

    private final GuardedLoop tasks;
    private final ContentId content;
    private final EngineSelector selector;
    private final Films films;
    private final Seeker seeker;
    private final Set<Engine> failed = new HashSet<>();

    private Future<EngineSelection> asked;
    private Future<?> pause;
    private int pauses;

    FilmSearch(GuardedLoop tasks, ContentId content, EngineSelector selector, Films films, Seeker seeker) {
        this.tasks = tasks;
        this.content = content;
        this.selector = selector;
        this.films = films;
        this.seeker = seeker;
    }

    /** At once. */
    void find() {
        cancel();
        ContentId name = films.known().canonical(content);
        Set<Engine> excluding = new HashSet<>(failed);
        excluding.addAll(films.claims().of(name));
        Future<EngineSelection> question = selector.select(content, excluding, tasks.loop());
        asked = question;
        question.addListener((Future<EngineSelection> done) -> tasks.run(() -> {
            if (!done.isCancelled()) {
                answered(done.getNow(), name);
            }
        }));
    }

    private void answered(EngineSelection answer, ContentId name) {
        asked = null;
        answer.then(
                selected -> chosen(selected, name),
                none -> seeker.nothingFound(none, !films.claims().of(name).isEmpty()));
    }

    private void chosen(EngineSelection.Selected selected, ContentId name) {
        if (films.claims().take(name, selected.engine())) {
            seeker.found(selected, name);
        } else { // somebody else was quicker
            selected.lease().release();
            find();
        }
    }

    /** The first time at once, then after pauses that double: for what fails as soon as it has been found. */
    void findAgain() {
        if (pauses == 0) {
            pauses = 1;
            find();
        } else {
            findLater();
        }
    }

    /** After a pause, which doubles each time. */
    void findLater() {
        cancel();
        pause = tasks.after(Duration.ofMillis(FIRST_PAUSE_MILLIS << Math.min(pauses++, MAX_DOUBLINGS)), this::find);
    }

    /** An engine that has just failed is not asked for again. */
    void exclude(Engine engine) {
        failed.add(engine);
    }

    int failures() {
        return failed.size();
    }

    /** From now on every engine may be tried, also those that failed. */
    void forgive() {
        failed.clear();
    }

    /** What was found has proven itself: the next search need not be slow. */
    void calm() {
        pauses = 0;
    }

    void cancel() {
        if (asked != null) {
            asked.cancel(false);
            asked = null;
        }
        if (pause != null) {
            pause.cancel(false);
            pause = null;
        }
    }
}
