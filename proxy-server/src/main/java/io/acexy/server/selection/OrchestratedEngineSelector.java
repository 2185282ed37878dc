package io.acexy.server.selection;

import io.acexy.core.engine.ContentId;
import io.acexy.core.engine.Engine;
import io.acexy.core.engine.EngineCheck;
import io.acexy.core.engine.EngineLease;
import io.acexy.core.engine.EngineSelection;
import io.acexy.core.engine.EngineSelector;
import io.acexy.orchestrator.OrchestratorClient;
import io.acexy.orchestrator.health.Health;
import io.acexy.orchestrator.health.HealthPoller;
import io.acexy.orchestrator.message.EngineReservation;
import io.acexy.orchestrator.reply.Reply;
import io.acexy.server.report.SlotsHeldThere;
import io.acexy.server.selection.Candidate.Tier;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import io.netty.util.concurrent.Ticker;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Chooses among the engines of an orchestrator, and has one started when all are full. Choosing reserves at once: all choices
 * are made on one loop, one after the other, in the order in which they were asked for. While the orchestrator does not answer,
 * the last list serves for a while, then the fallback.
 */
final class OrchestratedEngineSelector implements EngineSelector, Provisioning.Owner {

    /** What is known serves after so long: the list is worth the time that it usually takes, and no more. */
    private static final long LIST_PATIENCE_MILLIS = 250;

    /** So long the list is waited for where there is no room in the known one: another engine is dearer than a wait. */
    private static final long ROOM_PATIENCE_MILLIS = 1_000;

    private static final long RESERVE_PATIENCE_MILLIS = 1_000;

    /** A status of this age is true enough to ask an orchestrator for engines whose list does not come. */
    private static final Duration ALIVE = Duration.ofSeconds(5);

    private static final Duration PROBE_TIMEOUT = Duration.ofSeconds(2);

    private final EventLoop loop;
    private final OrchestratorClient client;
    private final EngineProbe engines;
    private final EngineRoster roster;
    private final EngineBooks books;
    private final SlotsHeldThere held;
    private final EngineReach reach;
    private final HealthPoller poller;
    private final Ticker ticker;
    private final Fallback fallback;
    private final Limits limits;
    private final Provisioning provisioning;

    /** Callers for whom there was no room, in the order of their coming. */
    private final Set<Wish> waiting = new LinkedHashSet<>();

    /** Whether those who wait do so for the word that the orchestrator is there at all. */
    private boolean wondering;

    OrchestratedEngineSelector(SelectionParts parts, EngineSelector fallback) {
        this.loop = parts.loop();
        this.client = parts.client();
        this.engines = parts.probe();
        this.roster = parts.roster();
        this.books = parts.notes().books();
        this.held = parts.notes().held();
        this.limits = parts.limits();
        this.reach = parts.notes().reach();
        this.poller = parts.poller();
        this.ticker = parts.ticker();
        this.fallback = new Fallback(fallback, engines, poller, loop);
        this.provisioning = new Provisioning(parts, this);
    }

    @Override
    public Future<EngineSelection> select(ContentId content, Set<Engine> excluding, EventExecutor home) {
        Promise<EngineSelection> promise = home.newPromise();
        Wish wish = new Wish(content, excluding, promise);
        try {
            loop.execute(() -> doSelect(wish));
            promise.addListener(done -> {
                if (done.isCancelled()) {
                    loop.execute(() -> doForget(wish));
                }
            });
        } catch (RejectedExecutionException loopEnded) {
            promise.trySuccess(new EngineSelection.Unavailable("this proxy is shutting down", Duration.ZERO));
        }
        return promise;
    }

    /** The caller waits no more: nothing is asked for on his account that has not been asked for yet. */
    private void doForget(Wish wish) {
        wish.forget();
        if (waiting.remove(wish)) {
            provisioning.cover(waiting.size());
        }
    }

    private void doSelect(Wish wish) {
        if (wish.isServed()) {
            return; // he has left meanwhile
        }
        wish.until(loop.schedule(() -> timedOut(wish), limits.patience().toNanos(), TimeUnit.NANOSECONDS));
        if (limits.askToSelect()) {
            askToSelect(wish);
        } else {
            selectFromList(wish);
        }
    }

    /** A list that is good enough is not asked for in the way of a start; one that comes late is used all the same. */
    private void selectFromList(Wish wish) {
        boolean goodEnough = roster.isGoodEnough(limits.waits().stale());
        if (goodEnough && serve(wish, Tier.USUAL)) {
            return;
        }
        if (goodEnough && roster.isSlow()) {
            roster.refresh(fresh -> {});
            wantMore(wish);
            return;
        }
        Future<?> impatience = later(LIST_PATIENCE_MILLIS, () -> serve(wish, Tier.USUAL));
        Future<?> noRoom = later(ROOM_PATIENCE_MILLIS, () -> {
            if (roster.isYoungerThan(limits.waits().stale()) && !serve(wish, Tier.USUAL)) {
                wantMore(wish);
            }
        });
        roster.refresh(fresh -> {
            impatience.cancel(false);
            noRoom.cancel(false);
            if (waiting.contains(wish)) {
                return;
            }
            if (!fresh) {
                poller.pollNow();
                serveWithoutOrchestrator(wish);
            } else if (!serve(wish, Tier.USUAL)) {
                waiting.add(wish);
                cover();
            }
        });
    }

    private Future<?> later(long millis, Runnable task) {
        return loop.schedule(task, millis, TimeUnit.MILLISECONDS);
    }

    /** More engines are wanted by the known list, and no newer one comes: perhaps because nobody is there to send it. */
    private void wantMore(Wish wish) {
        waiting.add(wish);
        Health health = poller.latest();
        if (health.reachable() && health.age(ticker).compareTo(ALIVE) <= 0) {
            cover();
        } else {
            wondering = true;
            poller.pollNow();
        }
    }

    /** Has engines made for those who wait, unless they would be of no use. */
    private void cover() {
        if (waiting.isEmpty()) {
            return;
        }
        Optional<String> unknown = reach.unknownNames(roster.engines());
        if (unknown.isPresent()) {
            beyond(0).forEach(wish -> giveUp(wish, Shortage.because(unknown.get())));
        } else {
            provisioning.cover(waiting.size());
        }
    }

    /** The orchestrator knows what other proxies have chosen; what it says too late, or what does not suit, is given back. */
    private void askToSelect(Wish wish) {
        Future<?> impatience = later(RESERVE_PATIENCE_MILLIS, () -> selectFromList(wish));
        client.reserve(loop).addListener((Future<Reply<EngineReservation>> answer) -> {
            boolean inTime = impatience.cancel(false);
            Optional<EngineReservation> chosen = answer.getNow().contentIfAny();
            boolean taken = chosen.isPresent() && takeReserved(wish, chosen.get(), inTime);
            if (inTime && !taken) {
                selectFromList(wish);
            }
        });
    }

    private boolean takeReserved(Wish wish, EngineReservation chosen, boolean inTime) {
        Engine engine = new Engine(chosen.containerId(), chosen.host(), chosen.port());
        held.hold(wish.content(), engine);
        boolean suits = inTime
                && !wish.isServed()
                && !wish.excluding().contains(engine)
                && !books.isAside(engine.id())
                && !books.isSilent(engine.id())
                && books.slots(engine.authority()) < limits.maxStreams();
        if (suits) {
            wish.answer(
                    new EngineSelection.Selected(engine, lease(engine, () -> held.giveBack(wish.content(), engine))));
        } else {
            held.giveBack(wish.content(), engine);
        }
        return suits;
    }

    private void timedOut(Wish wish) {
        waiting.remove(wish);
        giveUp(wish, Shortage.because("no engine within " + limits.patience().toSeconds() + " s"));
    }

    // ---- choosing ----

    /** Those who wait, in their order, as far as there is room. */
    void serveWaiting() {
        for (Wish wish : List.copyOf(waiting)) {
            if (serve(wish, Tier.USUAL)) {
                waiting.remove(wish);
            }
        }
        cover();
    }

    private boolean serve(Wish wish, Tier worst) {
        return serve(wish, worst, () -> waiting.add(wish));
    }

    /** @param otherwise what to do with the caller if the engine turns out not to answer; the slot is free again then */
    private boolean serve(Wish wish, Tier worst, Runnable otherwise) {
        if (wish.isServed()) {
            return true;
        }
        Optional<Candidate> best = choose(wish, worst);
        best.ifPresent(candidate -> reserve(wish, candidate, otherwise));
        return best.isPresent();
    }

    private Optional<Candidate> choose(Wish wish, Tier worst) {
        if (!roster.isYoungerThan(limits.waits().stale())) {
            return Optional.empty();
        }
        return roster.engines().stream()
                .filter(engine -> !engine.draining() && !provisioning.isComing(engine.containerId()))
                .filter(engine -> !wish.excluding().contains(EngineRoster.engineOf(engine)))
                .map(engine -> Candidate.of(engine, roster, books))
                .filter(candidate -> candidate.load() < limits.maxStreams())
                .filter(candidate -> candidate.tier().isWithin(worst))
                .min(Candidate.BEST_FIRST);
    }

    /** The slot is taken now; one that nobody has seen working has to show first that it does. */
    private void reserve(Wish wish, Candidate candidate, Runnable otherwise) {
        Engine engine = candidate.engine();
        EngineLease lease = lease(engine, () -> {});
        if (candidate.tier() == Tier.HEALTHY && books.isTrusted(engine.id())) {
            wish.answer(new EngineSelection.Selected(engine, lease));
            return;
        }
        wish.onTrial(true);
        engines.check(loop, engine, PROBE_TIMEOUT).addListener((Future<EngineCheck> answer) -> {
            wish.onTrial(false);
            if (answer.getNow().state() == EngineCheck.State.READY) {
                reach.answered(engine);
                if (candidate.tier() == Tier.UNPROVEN) {
                    books.answered(engine.id());
                }
                books.trust(engine.id());
                wish.answer(new EngineSelection.Selected(engine, lease));
            } else {
                reach.failed(engine, answer.getNow());
                books.silent(engine.id());
                otherwise.run();
                lease.release();
            }
        });
    }

    // ---- when there is no room ----

    @Override
    public void engineReady() {
        serveWaiting();
    }

    @Override
    public void shortOf(int covered, Shortage why) {
        beyond(covered).forEach(wish -> {
            if (!serve(wish, Tier.LAST_RESORT)) {
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
        Set<Engine> listed =
                roster.engines().stream().map(EngineRoster::engineOf).collect(Collectors.toSet());
        listed.removeAll(wish.excluding());
        wish.answer(why.selection(!listed.isEmpty()));
    }

    private void serveWithoutOrchestrator(Wish wish) {
        if (serve(wish, Tier.LAST_RESORT, () -> serveWithoutOrchestrator(wish))) {
            return;
        }
        // Booked here too: should the orchestrator come back and list this engine, its slot is taken.
        fallback.select(
                wish.content(),
                wish.excluding(),
                selected -> wish.answer(
                        new EngineSelection.Selected(selected.engine(), lease(selected.engine(), () -> selected.lease()
                                .release()))),
                why -> giveUp(wish, why));
    }

    // ---- from outside ----

    /** The orchestrator's state has been read anew, or could not be read. */
    void healthSeen() {
        provisioning.healthSeen();
        if (wondering) {
            wondering = false;
            if (poller.latest().reachable()) {
                cover();
            } else {
                beyond(0).forEach(this::serveWithoutOrchestrator);
            }
        }
    }

    /** A new list has come. */
    void listSeen() {
        reach.prune(roster.engines());
        books.prune(roster.engines().stream().map(EngineRoster::engineOf).toList(), roster.askedNanos());
        if (!waiting.isEmpty()) {
            serveWaiting();
        }
    }

    private SlotLease lease(Engine engine, Runnable atEnd) {
        return new SlotLease(engine, books, loop, () -> {
            atEnd.run();
            if (!waiting.isEmpty()) {
                serveWaiting();
            }
        });
    }
}
