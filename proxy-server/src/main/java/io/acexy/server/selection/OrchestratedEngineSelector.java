package io.acexy.server.selection;

import io.acexy.core.engine.ContentId;
import io.acexy.core.engine.Engine;
import io.acexy.core.engine.EngineSelection;
import io.acexy.core.engine.EngineSelector;
import io.acexy.orchestrator.health.Health;
import io.acexy.server.selection.Candidate.Tier;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Chooses among the engines of an orchestrator, and has one started when all are full. Choosing reserves at once: all choices
 * are made on one loop, one after the other, in the order in which they were asked for. While the orchestrator does not answer,
 * the last list serves for a while, then the fallback.
 */
final class OrchestratedEngineSelector implements EngineSelector, Wish.Chooser, Provisioning.Owner {

    /** What is known serves after so long: the list is worth the time that it usually takes, and no more. */
    private static final Duration LIST_PATIENCE = Duration.ofMillis(250);

    /** So long the list is waited for where there is no room in the known one: another engine is dearer than a wait. */
    private static final Duration ROOM_PATIENCE = Duration.ofSeconds(1);

    /** A status of this age is true enough to ask an orchestrator for engines whose list does not come. */
    private static final Duration ALIVE = Duration.ofSeconds(5);

    private final SelectionParts parts;
    private final Desk desk;
    private final EngineRoster roster;
    private final Limits limits;
    private final ListedEngines engines;
    private final ChosenThere there;
    private final Fallback fallback;
    private final Provisioning provisioning;

    /** Callers for whom there was no room, in the order of their coming. */
    private final Set<Wish> waiting = new LinkedHashSet<>();

    /** Whether those who wait do so for the word that the orchestrator is there at all. */
    private boolean wondering;

    /** Whether the orchestrator did not answer when it was asked last. */
    private boolean gone;

    OrchestratedEngineSelector(SelectionParts parts, EngineSelector fallback) {
        this.parts = parts;
        this.desk = parts.desk();
        this.roster = parts.roster();
        this.limits = parts.limits();
        this.provisioning = new Provisioning(parts, this);
        this.engines = new ListedEngines(parts, provisioning::isComing, this::serveWaiting);
        this.there = new ChosenThere(parts, engines);
        this.fallback = new Fallback(fallback, parts.probe(), parts.poller(), desk);
    }

    @Override
    public Future<EngineSelection> select(ContentId content, Set<Engine> excluding, EventExecutor home) {
        return Wish.bring(desk, content, excluding, home, this);
    }

    /** What the known list has, or nothing: for a stream that may not need it, nobody is asked. */
    @Override
    public Future<EngineSelection> selectSpare(ContentId content, Set<Engine> excluding, EventExecutor home) {
        return Wish.bring(desk, content, excluding, home, new Wish.Chooser() {
            @Override
            public void choose(Wish wish) {
                Runnable noneIsFree = () -> giveUp(wish, Shortage.because("no engine has a slot to spare"));
                if (!engines.serve(wish, Tier.USUAL, noneIsFree)) {
                    noneIsFree.run();
                }
            }

            @Override
            public void forget(Wish wish) {
                // It waits nowhere, and has no timer.
            }
        });
    }

    /** Nothing is asked for on that account that has not been asked for yet. */
    @Override
    public void forget(Wish wish) {
        wish.forget();
        if (waiting.remove(wish)) {
            provisioning.cover(waiting.size());
        }
    }

    @Override
    public void choose(Wish wish) {
        if (wish.isServed()) {
            return; // he has left meanwhile
        }
        wish.until(desk.later(limits.patience(), () -> timedOut(wish)));
        if (limits.askToSelect()) {
            there.ask(wish, this::selectFromList);
        } else {
            selectFromList(wish);
        }
    }

    /** A list that is good enough is not asked for in the way of a start; one that comes late is used all the same. */
    private void selectFromList(Wish wish) {
        boolean goodEnough = roster.isGoodEnough(limits.waits().stale());
        if (goodEnough && serve(wish)) {
            return;
        }
        if (goodEnough && roster.isSlow()) {
            roster.refresh(fresh -> {});
            wantMore(wish);
            return;
        }
        Future<?> impatience = desk.later(LIST_PATIENCE, () -> serve(wish));
        Future<?> noRoom = desk.later(ROOM_PATIENCE, () -> {
            if (roster.isYoungerThan(limits.waits().stale()) && !serve(wish)) {
                wantMore(wish);
            }
        });
        roster.refresh(fresh -> {
            impatience.cancel(false);
            noRoom.cancel(false);
            if (!waiting.contains(wish)) {
                listAnswered(wish, fresh);
            }
        });
    }

    private void listAnswered(Wish wish, boolean fresh) {
        if (!fresh) {
            parts.poller().pollNow();
            serveWithoutOrchestrator(wish);
        } else if (!serve(wish)) {
            waiting.add(wish);
            cover();
        }
    }

    private boolean serve(Wish wish) {
        return engines.serve(wish, Tier.USUAL, () -> waiting.add(wish));
    }

    private void timedOut(Wish wish) {
        waiting.remove(wish);
        giveUp(wish, Shortage.because("no engine within " + limits.patience().toSeconds() + " s"));
    }

    // ---- when there is no room ----

    /** More engines are wanted by the known list, and no newer one comes: perhaps because nobody is there to send it. */
    private void wantMore(Wish wish) {
        waiting.add(wish);
        Health health = parts.poller().latest();
        if (health.reachable() && health.age(parts.ticker()).compareTo(ALIVE) <= 0) {
            cover();
        } else {
            wondering = true;
            parts.poller().pollNow();
        }
    }

    /** Has engines made for those who wait, unless they would be of no use. */
    private void cover() {
        if (waiting.isEmpty()) {
            return;
        }
        Optional<String> unknown = parts.notes().reach().unknownNames(roster.engines());
        if (unknown.isPresent()) {
            beyond(0).forEach(wish -> giveUp(wish, Shortage.because(unknown.get())));
        } else {
            provisioning.cover(waiting.size());
        }
    }

    /** Those who wait, in their order, as far as there is room. */
    private void serveWaiting() {
        for (Wish wish : List.copyOf(waiting)) {
            if (serve(wish)) {
                waiting.remove(wish);
            }
        }
        cover();
    }

    @Override
    public void engineReady() {
        serveWaiting();
    }

    @Override
    public void shortOf(int covered, Shortage why) {
        beyond(covered).forEach(wish -> {
            if (!engines.serve(wish, Tier.LAST_RESORT, () -> waiting.add(wish))) {
                giveUp(wish, why);
            }
        });
    }

    @Override
    public void orchestratorGone(int covered) {
        beyond(covered).forEach(this::serveWithoutOrchestrator);
    }

    /** Takes those out of the queue for whom nothing is on its way: the last that came. */
    private List<Wish> beyond(int covered) {
        List<Wish> uncovered = waiting.stream().skip(covered).toList();
        waiting.removeAll(uncovered);
        return uncovered;
    }

    private void giveUp(Wish wish, Shortage why) {
        wish.answer(why.selection(engines.isAnyFor(wish)));
    }

    private void serveWithoutOrchestrator(Wish wish) {
        if (engines.serve(wish, Tier.LAST_RESORT, () -> serveWithoutOrchestrator(wish))) {
            return;
        }
        useFallback(wish, why -> giveUp(wish, why));
    }

    private void useFallback(Wish wish, Consumer<Shortage> none) {
        // Booked here too: should the orchestrator come back and list this engine, its slot is taken.
        fallback.select(
                wish.content(),
                wish.excluding(),
                selected -> wish.answer(new EngineSelection.Selected(
                        selected.engine(), engines.lease(selected.engine(), selected.lease()::release))),
                none);
    }

    // ---- from outside ----

    /** The orchestrator's state has been read anew, or could not be read. */
    void healthSeen() {
        provisioning.healthSeen();
        boolean reachable = parts.poller().latest().reachable();
        if (wondering) {
            wondering = false;
            if (reachable) {
                cover();
            } else {
                beyond(0).forEach(this::serveWithoutOrchestrator);
            }
        } else if (!reachable && !gone) {
            List.copyOf(waiting).forEach(this::rescue);
        }
        gone = !reachable;
    }

    /** Who waits for an engine that is made when the orchestrator falls silent gets a known one, or waits on for his own. */
    private void rescue(Wish wish) {
        waiting.remove(wish);
        if (!serve(wish)) {
            useFallback(wish, why -> {
                if (!wish.isServed()) {
                    waiting.add(wish);
                }
            });
        }
    }

    /** A new list has come. */
    void listSeen() {
        engines.listSeen();
        serveWaiting();
    }
}
