package io.acexy.server.selection;

import io.acexy.core.engine.Engine;
import io.acexy.core.engine.EngineCheck;
import io.acexy.core.engine.EngineLease;
import io.acexy.core.engine.EngineSelection;
import io.acexy.server.selection.Candidate.Tier;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Chooses among the engines that the orchestrator lists, and takes the slot at once; one that nobody has seen working has to
 * show first that it does. Confined to the desk's loop.
 */
final class ListedEngines {

    private static final Duration PROBE_TIMEOUT = Duration.ofSeconds(2);

    private final SelectionParts parts;
    private final EngineBooks books;
    private final Predicate<String> spokenFor;
    private final Runnable freed;

    /**
     * @param spokenFor true for the container of an engine that others wait for
     * @param freed called when a slot has been given back
     */
    ListedEngines(SelectionParts parts, Predicate<String> spokenFor, Runnable freed) {
        this.parts = parts;
        this.books = parts.notes().books();
        this.spokenFor = spokenFor;
        this.freed = freed;
    }

    /**
     * Serves the caller, or begins to.
     *
     * @param worst the worst that will do
     * @param otherwise what to do with the caller if the engine turns out not to answer; the slot is free again then
     * @return false if there is none
     */
    boolean serve(Wish wish, Tier worst, Runnable otherwise) {
        if (wish.isServed()) {
            return true;
        }
        Optional<Candidate> best = best(wish, worst);
        best.ifPresent(candidate -> reserve(wish, candidate, otherwise));
        return best.isPresent();
    }

    private Optional<Candidate> best(Wish wish, Tier worst) {
        if (!parts.roster().isYoungerThan(parts.limits().waits().stale())) {
            return Optional.empty();
        }
        return parts.roster().engines().stream()
                .filter(engine -> !engine.draining() && !spokenFor.test(engine.containerId()))
                .filter(engine -> !wish.excluding().contains(EngineRoster.engineOf(engine)))
                .map(engine -> Candidate.of(engine, parts.roster(), books))
                .filter(candidate -> candidate.load() < parts.limits().maxStreams())
                .filter(candidate -> candidate.tier().isWithin(worst))
                .min(Candidate.BEST_FIRST);
    }

    private void reserve(Wish wish, Candidate candidate, Runnable otherwise) {
        Engine engine = candidate.engine();
        EngineLease lease = lease(engine, () -> {});
        if (candidate.tier() == Tier.HEALTHY && books.isTrusted(engine.id())) {
            wish.answer(new EngineSelection.Selected(engine, lease));
            return;
        }
        wish.onTrial(true);
        parts.desk().hear(parts.probe().check(parts.loop(), engine, PROBE_TIMEOUT), check -> {
            wish.onTrial(false);
            if (check.state() == EngineCheck.State.READY) {
                answered(candidate);
                wish.answer(new EngineSelection.Selected(engine, lease));
            } else {
                parts.notes().reach().failed(engine, check);
                books.silent(engine.id());
                otherwise.run();
                lease.release();
            }
        });
    }

    private void answered(Candidate candidate) {
        Engine engine = candidate.engine();
        parts.notes().reach().answered(engine);
        if (candidate.tier() == Tier.UNPROVEN) {
            books.answered(engine.id());
        }
        books.trust(engine.id());
    }

    /** True if an engine that somebody else has chosen suits this caller. */
    boolean suits(Engine engine, Wish wish) {
        return !wish.isServed()
                && !wish.excluding().contains(engine)
                && !books.isAside(engine.id())
                && !books.isSilent(engine.id())
                && books.slots(engine.authority()) < parts.limits().maxStreams();
    }

    /** True if any is listed that has not just failed the caller: then a full one may become free. */
    boolean isAnyFor(Wish wish) {
        Set<Engine> listed =
                parts.roster().engines().stream().map(EngineRoster::engineOf).collect(Collectors.toSet());
        listed.removeAll(wish.excluding());
        return !listed.isEmpty();
    }

    /**
     * Takes a slot, whoever may be there.
     *
     * @param atEnd called when it is given back
     */
    SlotLease lease(Engine engine, Runnable atEnd) {
        books.take(engine.authority());
        return new SlotLease(parts.desk(), fault -> {
            books.giveBack(engine.authority());
            fault.ifPresent(known -> books.failed(engine.id(), known));
            atEnd.run();
            freed.run();
        });
    }

    /** A new list has come. */
    void listSeen() {
        EngineRoster roster = parts.roster();
        parts.notes().reach().prune(roster.engines());
        books.prune(roster.engines().stream().map(EngineRoster::engineOf).toList(), roster.askedNanos());
    }
}
