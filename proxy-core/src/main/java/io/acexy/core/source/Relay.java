package io.acexy.core.source;

import io.acexy.core.GuardedLoop;
import io.acexy.core.engine.Engine;
import io.acexy.core.engine.EngineFault;
import io.acexy.core.engine.EngineSelection;
import io.acexy.core.engine.SessionLinks;
import io.acexy.core.source.EngineSearch.Want;
import io.netty.util.concurrent.Future;
import java.util.Map;
import java.util.Set;

/**
 * Hands a stream on from one engine to the next, while players go on reading what there is: knows which source is in use, which
 * ones may follow, and in which phase the run is. {@link Start} and {@link Recovery} decide what is done in it. Confined to the
 * stream's home loop.
 */
final class Relay implements Source.Observer {

    final RunRecord record;

    private final SourceListener listener;
    private final RunOwner owner;
    private final Retirements retirements;
    private final EngineSearch search;
    private final Candidates candidates = new Candidates();
    private final Start start;
    private final Recovery recovery;
    private final Succession succession;
    private final OnceLater meeting;

    private Phase phase = Phase.STARTING;
    private Source inUse;
    private boolean reading = true;

    Relay(GuardedLoop home, Rota rota, Map<String, String> options, Surroundings parts, Published published) {
        SourceServices services = parts.services();
        this.listener = parts.listener();
        this.owner = parts.owner();
        this.record = new RunRecord(listener, new Leads(published.inspector()));
        this.retirements = new Retirements(home, listener);
        Recruiting recruiting = new Recruiting(home, this, rota, options, services);
        this.search = new EngineSearch(home, rota, services.selector(), services.budget(), recruiting);
        this.start = new Start(home, this, owner, search, services.config());
        this.recovery = new Recovery(home, this, search, services, published);
        this.succession = new Succession(home, this, rota, search, retirements, parts);
        this.meeting = new OnceLater(home, recovery::meet);
    }

    // ---- what is asked of the run ----

    void begin() {
        if (succession.begin()) {
            start.begin();
        }
    }

    /** Looks for an engine, if it is wanted now. */
    void find(Want want) {
        search.find(want);
    }

    /** More has been published: a candidate that is ahead may meet it, when the piece that this comes from is at its end. */
    void published() {
        if (phase == Phase.STARTING && inUse != null) {
            enter(Phase.RUNNING);
            succession.arrived();
            inUse.feed(owner);
            announce(inUse);
        }
        if (inUse != null && inUse.isProven()) {
            search.calm();
            succession.proven();
        }
        if (!candidates.isEmpty()) {
            meeting.wish();
        }
    }

    void reading(boolean on) {
        reading = on;
        if (inUse != null) {
            inUse.session().reading(on);
        }
    }

    /** Nobody wants the media any more. Completed when no session of this run is left on any engine. */
    Future<Void> stop(EngineFault why) {
        settle();
        enter(Phase.OVER);
        candidates.takeAll().forEach(one -> retirements.add(one, null));
        if (inUse != null) {
            retirements.add(inUse, why);
            inUse = null;
        }
        record.serving(null, null);
        return retirements.done();
    }

    /** Another stream plays this content: on its engine one stop ends both sessions, so ours there is left to it. */
    void yieldTo(Engine other) {
        enter(Phase.OVER);
        candidates.takeAll().forEach(one -> retirements.addUnlessOn(other, one));
    }

    /** There is nothing more to be done. */
    void giveUp(RunEnd end) {
        enter(Phase.OVER);
        owner.lost(end);
    }

    // ---- what the search finds ----

    /** One more, which is not started yet. */
    void take(Source source) {
        candidates.add(source);
        if (is(Phase.STARTING)) {
            record.serving(source.engine, null);
            source.become(Source.Role.FIRST, data -> start.mediaCame(source, data));
        } else {
            recovery.tryOut(source);
        }
        source.session().start();
    }

    void nothingFound(EngineSelection.None answer, Want want) {
        if (want == Want.START) {
            start.nothingFound(answer);
        } else if (want == Want.MOVE) {
            search.forgive();
        } else {
            recovery.nothingFound(want);
        }
    }

    /** Engines on which there is still a session of this run to be stopped. */
    Set<Engine> stopping() {
        return retirements.engines();
    }

    // ---- what the sessions say ----

    @Override
    public void sourceStarted(Source source, SessionLinks answer) {
        if (is(Phase.STARTING) && inUse == null && candidates.contains(source)) {
            record.serving(source.engine, answer);
            owner.named(answer);
        } else if (candidates.contains(source)) {
            succession.accepted(source, answer);
        }
    }

    @Override
    public void sourceFailed(Source source, EngineFault fault) {
        if (fault.kind() == EngineFault.Kind.INTERNAL) { // another engine would meet the same mistake
            giveUp(new RunEnd.Failed(fault));
        } else if (is(Phase.STARTING)) {
            if (source == inUse) {
                inUse = null;
            } else {
                candidates.remove(source);
            }
            failed(source, fault);
            start.failed(fault);
        } else if (source == inUse) {
            recovery.lost(fault, true);
        } else if (candidates.remove(source)) {
            failed(source, fault);
            recovery.candidateFailed();
        }
    }

    private void failed(Source source, EngineFault fault) {
        search.exclude(source.engine);
        succession.failed(source.engine, fault);
        if (!source.isAnnounced()) { // else its end is told
            listener.startFailed(source.engine, fault);
        }
        retirements.add(source, fault);
    }

    /** The engine in use is judged to be no good, although its connection says nothing. */
    void condemn(EngineFault fault) {
        if (inUse != null && !is(Phase.OVER)) {
            recovery.lost(fault, false);
        }
    }

    Recovery recovery() {
        return recovery;
    }

    Succession succession() {
        return succession;
    }

    // ---- who is in use ----

    boolean is(Phase one) {
        return phase == one;
    }

    private void enter(Phase next) {
        if (phase != next) {
            phase = next;
            record.phase(next);
            if (next == Phase.OVER) {
                succession.stop();
            }
        }
    }

    Source inUse() {
        return inUse;
    }

    Candidates candidates() {
        return candidates;
    }

    /** The first one to bring anything is in use; there is nothing that it would have to follow. */
    void adoptFirst(Source source) {
        candidates.remove(source);
        candidates.takeAll().forEach(one -> retirements.add(one, null));
        search.settle();
        inUse = source;
        record.adoptedFirst(source);
        source.session().reading(reading);
    }

    /** Goes on with what a candidate has sent. */
    void adopt(Source source, Splice splice) {
        Source left = inUse;
        EngineFault why = record.trouble();
        candidates.remove(source);
        inUse = source;
        settle();
        succession.arrived();
        Splicer splicer = source.use(owner);
        source.session().reading(reading);
        record.adopted(source, splice, why);
        announce(source);
        try {
            owner.spliced(splicer.continueAt(splice));
        } finally {
            splicer.release();
        }
        if (left != null) {
            retirements.add(left, why);
        }
    }

    private void announce(Source source) {
        if (source.announce()) {
            listener.sessionStarted(source.engine, source.session().links());
        }
    }

    /** The one in use works: nothing else is needed. One that was in use before has what was wrong to answer for. */
    void settle() {
        EngineFault why = record.trouble();
        enter(phase == Phase.OVER ? phase : Phase.RUNNING);
        record.settled();
        recovery.settled();
        search.settle();
        candidates.takePressing().forEach(one -> retirements.add(one, one.isAnnounced() ? why : null));
    }

    /** The one in use is silent. */
    void beWary(EngineFault why) {
        enter(Phase.WARY);
        listener.suspected(inUse.engine, why);
    }

    /** @param why null when nothing is wrong, but another is to be used */
    void recover(EngineFault why) {
        if (inUse != null && why != null && is(Phase.RUNNING)) {
            listener.suspected(inUse.engine, why);
        }
        enter(Phase.RECOVERING);
        if (why != null) {
            record.inTrouble(why);
        }
    }

    /** Lets the one in use go, without stopping it. */
    Source release(EngineFault fault) {
        Source lost = inUse;
        succession.failed(lost.engine, fault);
        inUse = null;
        return lost;
    }

    void retire(Source source, EngineFault fault) {
        retirements.add(source, fault);
    }
}
