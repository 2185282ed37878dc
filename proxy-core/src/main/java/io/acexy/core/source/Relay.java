package io.acexy.core.source;

import io.acexy.core.engine.ContentId;
import io.acexy.core.engine.Engine;
import io.acexy.core.engine.EngineFault;
import io.acexy.core.engine.EngineLease;
import io.acexy.core.engine.EngineSelection;
import io.acexy.core.engine.EngineStat;
import io.acexy.core.engine.SessionLinks;
import io.acexy.core.source.EngineSearch.Want;
import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Hands a stream on from one engine to the next: finds one to start on, and another when that one fails, while players go on
 * reading what there is. Every new session is a candidate until it is clear how its bytes follow what has been published.
 * Confined to the stream's home loop.
 */
final class Relay implements EngineSearch.Seeker, Source.Observer {

    /** So many engines are tried for one start. */
    private static final int MAX_ENGINES = 3;

    /** So often a start waits for an engine that is being freed; another start may be quicker to take it. */
    private static final int MAX_RECLAIMS = 3;

    private final EventLoop home;
    private final ContentId content;
    private final Map<String, String> options;
    private final SourceServices services;
    private final Published published;
    private final SourceListener listener;
    private final RunOwner owner;
    final RunRecord record;
    private final Retirements retirements;
    private final EngineSearch search;
    private final Candidates candidates = new Candidates();
    private final OnceLater meeting;

    private Source current;
    private EngineFault firstFault;
    private int reclaims;
    private boolean pictureLost; // going on in the middle of one will not bring it back
    private boolean reading = true;
    private boolean over;

    Relay(
            EventLoop home,
            ContentId content,
            Map<String, String> options,
            SourceServices services,
            Published published,
            SourceListener listener,
            RunOwner owner) {
        this.home = home;
        this.content = content;
        this.options = options;
        this.services = services;
        this.published = published;
        this.listener = listener;
        this.owner = owner;
        this.record = new RunRecord(listener);
        this.retirements = new Retirements(home, listener);
        this.search = new EngineSearch(home, content, services.selector(), services.budget(), this);
        this.meeting = new OnceLater(home, this::meetCandidates);
    }

    void begin() {
        search.find(Want.START);
        Duration race = services.config().failover().startRace();
        if (!race.isZero()) {
            home.schedule(() -> search.find(Want.RACE), race.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** Opens a session on another engine first, and leaves this one when the new one has taken over. */
    void move() {
        search.find(Want.MOVE);
    }

    /** Keeps a second engine ready, or lets it go. */
    void standby(boolean wanted) {
        Optional<Source> ready = candidates.standby();
        if (wanted && ready.isEmpty()) {
            search.find(Want.STANDBY);
        } else if (!wanted && ready.isPresent()) {
            candidates.remove(ready.get());
            retirements.add(ready.get(), null);
        }
    }

    @Override
    public boolean isWanted(Want want) {
        return !over
                && switch (want) {
                    case START -> current == null && candidates.isEmpty();
                    case RACE -> current == null && !record.isRecovering() && candidates.size() == 1;
                    case REPLACEMENT -> record.isRecovering() && candidates.wantAnother();
                    case MOVE -> current != null && !record.isRecovering() && !candidates.isAnyPressing();
                    case STANDBY -> current != null && !record.isRecovering() && candidates.isEmpty();
                };
    }

    @Override
    public Set<Engine> occupied() {
        Set<Engine> engines = new HashSet<>(retirements.engines());
        candidates.addEnginesTo(engines);
        if (current != null) {
            engines.add(current.engine);
        }
        return engines;
    }

    @Override
    public void nothingFound(EngineSelection answer, Want want) {
        if (want == Want.REPLACEMENT && candidates.isEmpty()) {
            search.forgive();
            search.findLater(Want.REPLACEMENT);
        } else if (want == Want.START) {
            boolean busy = answer instanceof EngineSelection.Busy;
            Future<Void> room = busy && reclaims++ < MAX_RECLAIMS ? owner.reclaim() : null;
            if (room != null) {
                room.addListener(done -> search.find(Want.START));
            } else {
                over = true;
                owner.lost(firstFault != null ? new RunEnd.Failed(firstFault) : search.refusal(answer));
            }
        }
    }

    @Override
    public void found(Engine chosen, EngineLease lease, Want want) {
        Source source = new Source(home, services, chosen, lease, content, options, this);
        source.standby = want == Want.STANDBY;
        candidates.add(source);
        source.hold(published);
        if (current == null) {
            record.serving(chosen, null);
        }
        if (want == Want.REPLACEMENT || want == Want.MOVE) {
            source.deadline(services.config().failover().attemptTimeout(), this::deadlinePassed);
        }
        source.session.start();
    }

    /**
     * Nothing came: another is tried, while a cold one has as long as a start may take. Something came that does not fit yet:
     * then a jump is better than waiting on.
     */
    private void deadlinePassed(Source source) {
        if (!candidates.contains(source)) {
            return;
        }
        if (source.splicer.isEmpty()) {
            noMediaYet(source);
            return;
        }
        source.overdue = true;
        trySplice(source, true);
        if (candidates.contains(source) && current != null) {
            // It is further behind than the engine in use: stop that one, and let this come to where players are.
            Source left = current;
            EngineFault why = record.trouble();
            current = null;
            record.recovering();
            retirements.add(left, why);
        }
    }

    private void noMediaYet(Source source) {
        Duration more = services.config()
                .startTimeout()
                .minus(services.config().failover().attemptTimeout());
        if (source.late || source.isReopened() || more.isNegative() || more.isZero()) {
            sourceFailed(source, new EngineFault(EngineFault.Kind.SILENT, source.engine + " brought no media in time"));
        } else {
            source.late = true;
            source.deadline(more, this::deadlinePassed);
            search.find(Want.REPLACEMENT);
        }
    }

    @Override
    public void sourceStarted(Source source, SessionLinks answer) {
        if (current == null && !record.isRecovering() && candidates.contains(source)) {
            record.serving(source.engine, answer);
            owner.named(answer);
        }
    }

    @Override
    public void sourceMedia(Source source, ByteBuf data) {
        if (source == current) {
            owner.media(data);
        } else if (candidates.contains(source)) {
            if (source.splicer.isEmpty() && (current != null || record.isRecovering())) {
                source.deadline(Source.SPLICE_PATIENCE, this::deadlinePassed);
            }
            source.splicer.offer(data);
            EngineFault unreadable = source.splicer.unreadable(home.ticker().nanoTime());
            if (unreadable != null) {
                sourceFailed(source, unreadable);
            } else {
                trySplice(source, false);
            }
        } else {
            data.release();
        }
    }

    /** More has been published: a candidate that is ahead may meet it, when the piece that this comes from is at its end. */
    void published() {
        if (current != null && current.isProven()) {
            search.calm();
        }
        if (!candidates.isEmpty()) {
            meeting.wish();
        }
    }

    private void meetCandidates() {
        candidates.each(one -> trySplice(one, true));
    }

    private void trySplice(Source source, boolean publishedMoved) {
        boolean mayJump = current == null || record.isRecovering();
        Optional<Splice> splice = pictureLost ? source.jump() : source.splice(publishedMoved, mayJump);
        splice.ifPresent(found -> adopt(source, found));
    }

    private void adopt(Source source, Splice splice) {
        Source left = current;
        EngineFault why = record.trouble();
        candidates.remove(source);
        current = source;
        record.adopted(source, splice);
        settle();
        Splicer splicer = source.takeSplicer();
        source.session.reading(reading);
        if (!source.announced) {
            source.announced = true;
            listener.sessionStarted(source.engine, source.session.links());
        }
        try {
            owner.spliced(splicer.continueAt(splice));
        } finally {
            splicer.release();
        }
        if (left != null) {
            retirements.add(left, why);
        }
    }

    /** The media has not come for too long. */
    void giveUp(RunEnd end) {
        over = true;
        owner.lost(end);
    }

    /** The source in use works again by itself. */
    void relieve() {
        if (record.isRecovering() && current != null) {
            settle();
        }
    }

    private void settle() {
        record.settled();
        pictureLost = false;
        search.settle();
        candidates.takePressing().forEach(one -> retirements.add(one, null));
    }

    @Override
    public void sourceFailed(Source source, EngineFault fault) {
        if (fault.kind() == EngineFault.Kind.INTERNAL) { // another engine would meet the same mistake
            owner.lost(new RunEnd.Failed(fault));
        } else if (source == current) {
            currentLost(fault, true);
        } else if (candidates.remove(source)) {
            candidateFailed(source, fault);
        }
    }

    private void candidateFailed(Source source, EngineFault fault) {
        search.exclude(source.engine);
        services.budget().failed(content, source.engine, fault);
        listener.startFailed(source.engine, fault);
        retirements.add(source, fault);
        if (current == null && !record.isRecovering()) {
            firstFault = firstFault == null ? fault : firstFault;
            startFailed(fault);
        } else if (record.isRecovering()) {
            search.findAgain(Want.REPLACEMENT);
        }
    }

    private void startFailed(EngineFault fault) {
        if (!candidates.isEmpty()) {
            return; // the other one of a race is still under way
        }
        record.serving(null, null);
        if (fault.kind().mayWorkElsewhere() && search.failures() < MAX_ENGINES) {
            search.find(Want.START);
        } else {
            over = true;
            owner.lost(new RunEnd.Failed(firstFault));
        }
    }

    /** The engine in use is judged to be no good, although its connection says nothing. */
    void condemn(EngineFault fault) {
        if (current != null && !over) {
            currentLost(fault, false);
        }
    }

    /** The engine in use is silent, or half so: look for another, and keep it in the meantime. */
    void suspect(EngineFault fault) {
        if (current != null && !over && !record.isRecovering()) {
            record.inTrouble(fault);
            listener.suspected(current.engine, fault);
            pictureLost = fault.kind() == EngineFault.Kind.BROKEN;
            wakeStandby();
            search.find(Want.REPLACEMENT);
        }
    }

    private void currentLost(EngineFault fault, boolean cut) {
        Source lost = current;
        services.budget().failed(content, lost.engine, fault);
        current = null;
        record.inTrouble(fault);
        wakeStandby();
        if (current != null) {
            retirements.add(lost, fault); // the standby has taken over at once
        } else if (cut && lost.mayReopen(fault)) {
            candidates.add(lost);
            lost.hold(published);
            lost.deadline(Source.REOPEN_TIMEOUT, this::deadlinePassed);
            lost.reopen();
        } else {
            search.exclude(lost.engine);
            retirements.add(lost, fault);
            meetCandidates();
            search.findAgain(Want.REPLACEMENT);
        }
    }

    private void wakeStandby() {
        candidates.each(one -> {
            one.standby = false;
            trySplice(one, true);
        });
    }

    void reading(boolean on) {
        reading = on;
        if (current != null) {
            current.session.reading(on);
        }
    }

    void wakeAt(int bytes) {
        if (current != null) {
            current.session.wakeAt(bytes);
        }
    }

    /** How the engine in use says that the session is doing, in a future that never fails; null if it cannot be asked. */
    Future<EngineStat> stat(Duration timeout) {
        return current == null || !current.session.hasStat() ? null : current.session.stat(timeout);
    }

    /** Nobody wants the media any more. Completed when no session of this run is left on any engine. */
    Future<Void> stop(EngineFault why) {
        over = true;
        settle();
        candidates.takeAll().forEach(one -> retirements.add(one, null));
        if (current != null) {
            retirements.add(current, why);
            current = null;
        }
        record.serving(null, null);
        return retirements.done();
    }

    /** Another stream plays this content: on its engine one stop ends both sessions, so ours there is left to it. */
    void yieldTo(Engine other) {
        over = true;
        candidates.takeAll().forEach(one -> retirements.addUnlessOn(other, one));
    }
}
