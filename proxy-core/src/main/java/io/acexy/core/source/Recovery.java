package io.acexy.core.source;

import io.acexy.core.GuardedLoop;
import io.acexy.core.engine.EngineFault;
import io.acexy.core.source.EngineSearch.Want;
import io.acexy.core.source.Source.Role;
import io.acexy.core.source.Trial.Patience;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;

/**
 * What is done while a stream plays and its engine fails, may be about to, or is to be left. The very next byte is worth more
 * than a quick jump: while another engine may have it, that one is tried first. Confined to the home loop.
 */
final class Recovery implements Trial.Judge {

    /** How long a playback that is opened anew may take to its first media. */
    static final Duration REOPEN_TIMEOUT = Duration.ofSeconds(3);

    /** How long a source may take to meet what has been published, once it brings media. */
    static final Duration SPLICE_PATIENCE = Duration.ofSeconds(3);

    private final GuardedLoop home;
    private final Relay relay;
    private final EngineSearch search;
    private final SourceServices services;
    private final Published published;
    private final Candidates candidates;
    private final SpareBudget spares = new SpareBudget();
    private final SpareBudget cutSpares = new SpareBudget();
    private SpareBudget spent = spares;

    private boolean pictureLost; // going on in the middle of one will not bring it back
    private boolean nobodyElse;

    Recovery(GuardedLoop home, Relay relay, EngineSearch search, SourceServices services, Published published) {
        this.home = home;
        this.relay = relay;
        this.search = search;
        this.services = services;
        this.published = published;
        this.candidates = relay.candidates();
    }

    private Duration attemptTimeout() {
        return services.config().failover().attemptTimeout();
    }

    private Duration stallTimeout() {
        return services.config().failover().stallTimeout();
    }

    /** It is silent: another is opened while its bytes still overlap ours, if that was not done in vain too often. */
    void wary(EngineFault why) {
        if (relay.is(Phase.RUNNING)) {
            relay.beWary(why);
            openSpare(spares);
        }
    }

    /** It is silent for long, or half so: whoever can go on takes over. */
    void suspect(EngineFault fault) {
        if (relay.inUse() != null && (relay.is(Phase.RUNNING) || relay.is(Phase.WARY))) {
            pictureLost = fault.kind() == EngineFault.Kind.BROKEN;
            enter(fault);
            meet();
            search.find(Want.REPLACEMENT);
        }
    }

    /** It works again by itself. */
    void relieve() {
        if (relay.inUse() != null && (relay.is(Phase.WARY) || relay.is(Phase.RECOVERING))) {
            relay.settle();
        }
    }

    void settled() {
        pictureLost = false;
        nobodyElse = false;
    }

    /** @param cut whether it is its connection that broke */
    void lost(EngineFault fault, boolean cut) {
        Source lost = relay.release(fault);
        enter(fault);
        candidates.each(one -> exact(one, true));
        if (relay.inUse() != null) {
            relay.retire(lost, fault); // one that was ready has taken over at once
            return;
        }
        if (cut && lost.mayReopen(fault)) {
            reopen(lost);
        } else {
            search.exclude(lost.engine);
            relay.retire(lost, fault);
            search.findAgain(Want.REPLACEMENT);
        }
        jump();
    }

    /** The session may live on; another is opened at the same time, in case that it does not. */
    private void reopen(Source lost) {
        candidates.add(lost);
        Trial trial = trial(lost);
        lost.tryOut(Role.CANDIDATE, trial);
        trial.within(REOPEN_TIMEOUT, SPLICE_PATIENCE);
        lost.reopen();
        openSpare(cutSpares);
    }

    private void openSpare(SpareBudget budget) {
        if (budget.take(home.now())) {
            spent = budget;
            search.find(Want.SPARE);
        }
    }

    private void enter(EngineFault fault) {
        relay.recover(fault);
        nobodyElse = false;
        candidates.each(one -> {
            one.wake();
            one.trial().within(attemptTimeout(), SPLICE_PATIENCE);
        });
    }

    /** Begins to hold what a new source sends. */
    void tryOut(Source source) {
        Trial trial = trial(source);
        source.tryOut(source.want == Want.STANDBY ? Role.STANDBY : Role.CANDIDATE, trial);
        if (source.want != Want.STANDBY) {
            trial.within(attemptTimeout(), SPLICE_PATIENCE);
        }
    }

    private Trial trial(Source source) {
        Splicer splicer = new Splicer(
                published, new Held(services, home.loop()), relay.succession().isArriving());
        return new Trial(home, source, splicer, this);
    }

    @Override
    public void failed(Source source, EngineFault fault) {
        relay.sourceFailed(source, fault);
    }

    /** Tries each candidate against what has been published by now, and jumps only where none has the next byte. */
    void meet() {
        candidates.each(one -> exact(one, true));
        jump();
    }

    @Override
    public void moreCame(Source source) {
        if (relay.is(Phase.WARY)) {
            isItInTime(source);
        } else {
            exact(source, false);
            jump();
        }
    }

    /** A spare may begin too late; one that is further behind live may have the next byte. */
    private void isItInTime(Source spare) {
        Splicer splicer = spare.trial().splicer();
        boolean late = splicer.standing() == Splicer.Standing.PAST
                && splicer.exact(false, true).isEmpty();
        if (late && candidates.wantSpare() && spares.takeAnother()) {
            search.find(Want.SPARE);
        }
    }

    private void exact(Source source, boolean publishedMoved) {
        boolean wanted = relay.is(Phase.RUNNING) || (relay.is(Phase.RECOVERING) && !pictureLost);
        if (wanted && !source.is(Role.STANDBY)) {
            boolean withMore = relay.is(Phase.RECOVERING);
            source.trial().splicer().exact(publishedMoved, withMore).ifPresent(splice -> adopt(source, splice));
        }
    }

    private void adopt(Source source, Splice splice) {
        if (source.want == Want.SPARE) {
            spent.giveBack();
        }
        relay.adopt(source, splice);
    }

    /** The candidate with which the least is lost, unless one that loses nothing may be found in time. */
    private void jump() {
        if (candidates.isEmpty() || !relay.is(Phase.RECOVERING)) {
            return;
        }
        boolean patient = !pictureLost && mayFindBetter();
        candidates.all().stream()
                .filter(one -> !one.is(Role.STANDBY) && (!patient || one.trial().is(Patience.OVERDUE)))
                .flatMap(one -> one.trial().jump().map(splice -> new Jump(one, splice)).stream())
                .min(Comparator.comparing(jump -> jump.splice.lost().orElse(SpareBudget.SPAN)))
                .ifPresent(jump -> adopt(jump.source, jump.splice));
    }

    private record Jump(Source source, Splice splice) {}

    private boolean mayFindBetter() {
        if (!nobodyElse && candidates.wantAnother()) {
            search.find(Want.REPLACEMENT);
        }
        return search.isAsking()
                || candidates.all().stream().anyMatch(one -> one.trial().isHopeful());
    }

    @Override
    public void patienceOver(Source source) {
        Trial trial = source.trial();
        if (trial.splicer().isEmpty()) {
            noMediaYet(source);
        } else if (relay.is(Phase.RUNNING)) {
            leaveFor(source);
        } else if (relay.is(Phase.RECOVERING) && !trial.is(Patience.OVERDUE)) {
            trial.overdue(stallTimeout(), attemptTimeout());
            jump();
            leaveIfItSendsInVain(source);
        } else if (relay.is(Phase.RECOVERING)) {
            wasOfNoUse(source);
        }
    }

    /** Nothing came: another is tried, while a cold one has as long as a start may take. */
    private void noMediaYet(Source source) {
        Duration more = services.config().startTimeout().minus(attemptTimeout());
        if (source.trial().is(Patience.LATE) || source.isReopened() || more.isNegative() || more.isZero()) {
            relay.sourceFailed(
                    source, new EngineFault(EngineFault.Kind.SILENT, source.engine + " brought no media in time"));
        } else {
            source.trial().late(more);
            search.find(Want.REPLACEMENT);
        }
    }

    /** The one to which the stream is moved does not meet the one in use: a jump is better than waiting on. */
    private void leaveFor(Source source) {
        if (source.trial().splicer().beginsAhead()) {
            source.trial().within(attemptTimeout(), SPLICE_PATIENCE); // players are on their way to it
            return;
        }
        source.trial().overdue(stallTimeout(), attemptTimeout());
        Optional<Splice> exact = source.trial().splicer().exact(true, false);
        Optional<Splice> splice = exact.isPresent() ? exact : source.trial().jump();
        if (splice.isPresent()) {
            adopt(source, splice.get());
        } else { // it is further behind: stop the other one, and let this come to where players are
            relay.recover(null);
            nobodyElse = true;
            leave();
        }
    }

    /** An engine that sends what is of no use only moves the end on, so that one that is behind it will never meet it. */
    private void leaveIfItSendsInVain(Source source) {
        EngineFault trouble = relay.record.trouble();
        boolean silent = trouble != null && trouble.kind() == EngineFault.Kind.SILENT;
        if (candidates.contains(source) && relay.inUse() != null && !silent) {
            leave();
        }
    }

    private void leave() {
        EngineFault why = relay.record.trouble();
        relay.retire(relay.release(why), why);
    }

    /** It has had its time, and there is no place in it to go on at. */
    private void wasOfNoUse(Source source) {
        if (!source.trial().isStillComing(stallTimeout(), attemptTimeout())) {
            relay.sourceFailed(source, source.trial().shortcoming());
        }
    }

    void candidateFailed() {
        if (relay.is(Phase.RECOVERING)) {
            nobodyElse = false;
            search.findAgain(Want.REPLACEMENT);
            meet();
        }
    }

    void nothingFound(Want want) {
        if (!relay.is(Phase.RECOVERING) || relay.succession().noEngineLeft()) {
            return;
        }
        nobodyElse = true;
        if (candidates.areAllLate()) { // one that failed may do by now
            search.forgive();
            search.findLater(Want.REPLACEMENT);
        }
        meet();
    }
}
