package io.acexy.core.source;

import io.acexy.core.GuardedLoop;
import io.acexy.core.engine.Engine;
import io.acexy.core.engine.EngineLease;
import io.acexy.core.engine.EngineSelection;
import io.acexy.core.engine.EngineSelector;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Set;

/**
 * Looks for engines on behalf of one stream: one question at a time, none for what is no longer wanted, and with growing
 * pauses where nothing is found. Confined to the stream's home loop.
 */
final class EngineSearch {

    /** What an engine is looked for. */
    enum Want {
        /** The stream has none yet. */
        START,
        /** The start takes long: a second one beside it. */
        RACE,
        /** The engine in use may be about to fail: one that is ready then. */
        SPARE,
        /** The engine in use has failed. */
        REPLACEMENT,
        /** Somebody wants the stream to leave its engine. */
        MOVE,
        /** A second one, kept ready. */
        STANDBY
    }

    /** Who searches. */
    interface Seeker {

        boolean isWanted(Want want);

        /** Engines on which there is a session of this stream, or still one to be stopped. */
        Set<Engine> occupied();

        /** Engines that are of less use than any other. */
        Set<Engine> avoided(Want want);

        /** Takes over an engine and the slot on it. */
        void found(Engine engine, EngineLease lease, Want want);

        void nothingFound(EngineSelection.None answer, Want want);
    }

    private static final long FIRST_PAUSE_MILLIS = 250;
    private static final long MAX_PAUSE_MILLIS = 4_000;
    private static final int MAX_DOUBLINGS = 8;

    private final GuardedLoop home;
    private final Rota rota;
    private final EngineSelector selector;
    private final SessionBudget budget;
    private final Seeker seeker;
    private final Set<Engine> failed = new HashSet<>();

    private Future<?> pause;
    private int pauses;
    /** The question that has not been answered yet; null while there is none. */
    private Future<EngineSelection> asked;

    private Want askedFor;

    EngineSearch(GuardedLoop home, Rota rota, EngineSelector selector, SessionBudget budget, Seeker seeker) {
        this.home = home;
        this.rota = rota;
        this.selector = selector;
        this.budget = budget;
        this.seeker = seeker;
    }

    /** An engine that has just failed is not asked for again in this search. */
    void exclude(Engine engine) {
        failed.add(engine);
    }

    int failures() {
        return failed.size();
    }

    /** In the next round every engine may be tried again, also those that failed. */
    void forgive() {
        failed.clear();
    }

    /** Whether the answer to a question is awaited. */
    boolean isAsking() {
        return asked != null;
    }

    /** Where a question is under way for what is no longer wanted, its answer will serve. */
    void find(Want want) {
        if (!seeker.isWanted(want)) {
            return;
        }
        if (asked != null) {
            askedFor = seeker.isWanted(askedFor) ? askedFor : want;
            return;
        }
        Set<Engine> excluding = unusable();
        boolean choosy = excluding.addAll(seeker.avoided(want));
        ask(want, excluding, choosy);
    }

    /** @param choosy whether some are left out that would do if there is no other */
    private void ask(Want want, Set<Engine> excluding, boolean choosy) {
        askedFor = want;
        Future<EngineSelection> question = want == Want.SPARE
                ? selector.selectSpare(rota.content(), excluding, home.loop())
                : selector.select(rota.content(), excluding, home.loop());
        asked = question;
        home.when(question, done -> {
            asked = asked == question ? null : asked;
            if (!done.isCancelled()) {
                answered(done.getNow(), askedFor, choosy || askedFor != want);
            }
        });
    }

    /** @param choosy whether less was asked for than would do */
    private void answered(EngineSelection answer, Want want, boolean choosy) {
        answer.then(selected -> chosen(selected, want), none -> {
            if (seeker.isWanted(want) && choosy) {
                ask(want, unusable(), false);
            } else if (seeker.isWanted(want)) {
                seeker.nothingFound(none, want);
            }
        });
    }

    private void chosen(EngineSelection.Selected selected, Want want) {
        if (!seeker.isWanted(want)) {
            selected.lease().release();
        } else if (budget.take(rota.counted(), selected.engine(), now())) {
            seeker.found(selected.engine(), selected.lease(), want);
        } else { // somebody else has taken the last of it in between
            selected.lease().release();
            find(want);
        }
    }

    /** What it means to players that nothing was found: an engine that was started too often is not one that is away. */
    RunEnd refusal(EngineSelection.None answer) {
        return budget.exhausted(rota.counted(), now()).values().stream()
                .min(Comparator.comparing(SessionBudget.Exhausted::pause))
                .<RunEnd>map(spent -> new RunEnd.Exhausted(spent.pause(), spent.lastFault()))
                .orElseGet(() -> new RunEnd.NoEngine(answer));
    }

    private Set<Engine> unusable() {
        Set<Engine> engines = new HashSet<>(failed);
        engines.addAll(seeker.occupied());
        engines.addAll(budget.exhausted(rota.counted(), now()).keySet());
        return engines;
    }

    private long now() {
        return home.now();
    }

    /** The first time at once, then after pauses that double: for what fails again as soon as it has been found. */
    void findAgain(Want want) {
        if (pauses == 0) {
            pauses = 1;
            find(want);
        } else {
            findLater(want);
        }
    }

    /** The same after a pause, which doubles each time until {@link #calm}. */
    void findLater(Want want) {
        if (pause != null) {
            return;
        }
        long millis = Math.min(MAX_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << Math.min(pauses++, MAX_DOUBLINGS));
        pause = home.after(Duration.ofMillis(millis), () -> {
            pause = null;
            find(want);
        });
    }

    /** What was found has proven itself: the next search need not be slow. */
    void calm() {
        pauses = 0;
    }

    /** The search is over, for now or for good: whoever looks for an engine on our behalf can leave it. */
    void settle() {
        failed.clear();
        if (asked != null) {
            Future<EngineSelection> question = asked;
            asked = null;
            question.cancel(false);
        }
        if (pause != null) {
            pause.cancel(false);
            pause = null;
        }
    }
}
