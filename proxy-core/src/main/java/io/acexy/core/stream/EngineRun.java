package io.acexy.core.stream;

import io.acexy.core.engine.ContentId;
import io.acexy.core.engine.Engine;
import io.acexy.core.engine.EngineFault;
import io.acexy.core.engine.EngineLease;
import io.acexy.core.engine.EngineSelection;
import io.acexy.core.engine.EngineStat;
import io.acexy.core.engine.SessionLinks;
import io.acexy.core.stream.EngineSearch.Want;
import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * The engines' side of a stream: finds one to start on, and another when that one fails, while players go on reading what
 * there is. Every new session is a candidate until it is clear how its bytes follow what has been published. Confined to the
 * stream's home loop.
 */
final class EngineRun implements EngineSearch.Seeker, Source.Observer {

    /** So many engines are tried for one start. */
    private static final int MAX_ENGINES = 3;

    /** So often a start waits for an engine that is being freed; another start may be quicker to take it. */
    private static final int MAX_RECLAIMS = 3;

    private static final Duration REOPEN_TIMEOUT = Duration.ofSeconds(3);

    /** How long a source may take to meet the one in use, once it brings media. */
    private static final Duration SPLICE_PATIENCE = Duration.ofSeconds(3);

    private final EventLoop home;
    private final ContentId content;
    private final Map<String, String> options;
    private final StreamServices services;
    private final RunOwner owner;
    private final Retirements retirements;
    private final EngineSearch search;
    private final List<Source> candidates = new ArrayList<>();

    private Source current;
    private EngineFault firstFault;
    private int reclaims;
    private boolean pictureLost; // going on in the middle of one will not bring it back
    private boolean reading = true;
    private boolean over;
    private volatile boolean recovering;
    private volatile EngineFault trouble;
    private volatile int adoptions;
    private volatile Engine engine;
    private volatile SessionLinks links;

    EngineRun(EventLoop home, ContentId content, Map<String, String> options, StreamServices services, RunOwner owner) {
        this.home = home;
        this.content = content;
        this.options = options;
        this.services = services;
        this.owner = owner;
        this.retirements = new Retirements(home, content, services.listener());
        this.search = new EngineSearch(home, content, services.selector(), this);
    }

    /** The engine in use or in trial; null while none is. Any thread. */
    Engine engine() {
        return engine;
    }

    /** Any thread. */
    SessionLinks links() {
        return links;
    }

    /** Why the stream is being moved, or null while nothing is wrong. Any thread. */
    EngineFault trouble() {
        return recovering ? trouble : null;
    }

    /** How often a source has taken over from another. Any thread. */
    int switches() {
        return Math.max(0, adoptions - 1);
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
        Optional<Source> ready =
                candidates.stream().filter(source -> source.standby).findFirst();
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
                    case RACE -> current == null && !recovering && candidates.size() == 1;
                    case REPLACEMENT -> recovering && candidates.isEmpty();
                    case MOVE -> current != null && !recovering;
                    case STANDBY -> current != null && !recovering && candidates.isEmpty();
                };
    }

    @Override
    public Set<Engine> occupied() {
        Set<Engine> engines = new HashSet<>(retirements.engines());
        candidates.forEach(candidate -> engines.add(candidate.engine));
        if (current != null) {
            engines.add(current.engine);
        }
        return engines;
    }

    @Override
    public void nothingFound(EngineSelection answer, Want want) {
        if (want == Want.REPLACEMENT) {
            search.forgive();
            search.findLater(Want.REPLACEMENT);
        } else if (want == Want.START) {
            boolean busy = answer instanceof EngineSelection.Busy;
            Future<Void> room = busy && reclaims++ < MAX_RECLAIMS ? owner.reclaim() : null;
            if (room != null) {
                room.addListener(done -> search.find(Want.START));
            } else {
                over = true;
                owner.lost(firstFault != null ? StreamFailure.of(firstFault) : StreamFailure.of(answer));
            }
        }
    }

    @Override
    public void found(Engine chosen, EngineLease lease, Want want) {
        Source source = new Source(home, services, chosen, lease, content, options, this);
        source.standby = want == Want.STANDBY;
        candidates.add(source);
        hold(source);
        engine = current == null ? chosen : engine;
        if (want == Want.REPLACEMENT || want == Want.MOVE) {
            source.deadline(services.config().failover().attemptTimeout(), this::deadlinePassed);
        }
        source.session.start();
    }

    private void hold(Source source) {
        int most = (int)
                Math.min(Integer.MAX_VALUE / 2, services.config().broadcast().ringBytes());
        source.hold(new Splicer(owner.tail(), services.allocator(), most));
    }

    /** Nothing came: a failure. Something came that does not fit yet: then a jump is better than waiting on. */
    private void deadlinePassed(Source source) {
        if (!candidates.contains(source)) {
            return;
        }
        if (source.splicer.isEmpty()) {
            sourceFailed(source, new EngineFault(EngineFault.Kind.SILENT, source.engine + " brought no media in time"));
            return;
        }
        source.overdue = true;
        trySplice(source, true);
        if (candidates.contains(source) && current != null) {
            // It is further behind than the engine in use: stop that one, and let this come to where players are.
            Source left = current;
            EngineFault why = trouble();
            current = null;
            recovering = true;
            retirements.add(left, why);
        }
    }

    @Override
    public void sourceStarted(Source source, SessionLinks answer) {
        if (current == null && !recovering && candidates.contains(source)) {
            links = answer;
            owner.named(answer);
        }
    }

    @Override
    public void sourceMedia(Source source, ByteBuf data) {
        if (source == current) {
            owner.media(data);
        } else if (candidates.contains(source)) {
            if (source.splicer.isEmpty() && current != null) {
                source.deadline(SPLICE_PATIENCE, this::deadlinePassed);
            }
            source.splicer.offer(data);
            if (source.splicer.isGarbage()) {
                sourceFailed(source, EngineFault.broken("what the engine sends is not MPEG-TS"));
            } else {
                trySplice(source, false);
            }
        } else {
            data.release();
        }
    }

    /** More has been published: a candidate that is ahead may meet it now. */
    void published() {
        for (int i = candidates.size() - 1; i >= 0 && i < candidates.size(); i--) {
            trySplice(candidates.get(i), true);
        }
    }

    private void trySplice(Source source, boolean publishedMoved) {
        boolean mayJump = current == null || recovering;
        Optional<Splice> splice = pictureLost ? source.jump() : source.splice(publishedMoved, mayJump);
        splice.ifPresent(found -> adopt(source, found));
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // one writer: the home loop
    private void adopt(Source source, Splice splice) {
        Source left = current;
        EngineFault why = trouble();
        candidates.remove(source);
        current = source;
        adoptions = adoptions + 1;
        settle();
        engine = source.engine;
        links = source.session.links();
        Splicer splicer = source.takeSplicer();
        source.session.reading(reading);
        if (!source.announced) {
            source.announced = true;
            services.listener().sessionStarted(content, engine, links);
        }
        try {
            owner.spliced(splicer, splice);
        } finally {
            splicer.release();
        }
        if (left != null) {
            retirements.add(left, why);
        }
    }

    /** The source in use works again by itself. */
    void relieve() {
        if (recovering && current != null) {
            settle();
        }
    }

    private void settle() {
        recovering = false;
        pictureLost = false;
        search.settle();
        List<Source> surplus = candidates.stream().filter(one -> !one.standby).toList();
        candidates.removeAll(surplus);
        surplus.forEach(one -> retirements.add(one, null));
    }

    @Override
    public void sourceFailed(Source source, EngineFault fault) {
        if (source == current) {
            currentLost(fault, true);
        } else if (candidates.remove(source)) {
            candidateFailed(source, fault);
        }
    }

    private void candidateFailed(Source source, EngineFault fault) {
        search.exclude(source.engine);
        services.listener().startFailed(content, source.engine, fault);
        retirements.add(source, fault);
        if (current == null && !recovering) {
            firstFault = firstFault == null ? fault : firstFault;
            startFailed(fault);
        } else if (recovering) {
            search.findLater(Want.REPLACEMENT);
        }
    }

    private void startFailed(EngineFault fault) {
        if (!candidates.isEmpty()) {
            return; // the other one of a race is still under way
        }
        engine = null;
        links = null;
        if (fault.kind().mayWorkElsewhere() && search.failures() < MAX_ENGINES) {
            search.find(Want.START);
        } else {
            over = true;
            owner.lost(StreamFailure.of(firstFault));
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
        if (current != null && !over && !recovering) {
            trouble = fault;
            recovering = true;
            pictureLost = fault.kind() == EngineFault.Kind.BROKEN;
            wakeStandby();
            search.find(Want.REPLACEMENT);
        }
    }

    private void currentLost(EngineFault fault, boolean cut) {
        Source lost = current;
        current = null;
        trouble = fault;
        recovering = true;
        wakeStandby();
        if (current != null) {
            retirements.add(lost, fault); // the standby has taken over at once
        } else if (cut && lost.mayReopen(fault)) {
            candidates.add(lost);
            hold(lost);
            lost.deadline(REOPEN_TIMEOUT, this::deadlinePassed);
            lost.reopen();
        } else {
            search.exclude(lost.engine);
            retirements.add(lost, fault);
            published();
            search.find(Want.REPLACEMENT);
        }
    }

    private void wakeStandby() {
        for (Source source : List.copyOf(candidates)) {
            source.standby = false;
            trySplice(source, true);
        }
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
        candidates.forEach(candidate -> retirements.add(candidate, null));
        candidates.clear();
        if (current != null) {
            retirements.add(current, why);
            current = null;
        }
        engine = null;
        return retirements.done();
    }

    /**
     * Another stream plays the same content. On the same engine one stop would end both sessions, so a session there is left
     * to that stream's stop.
     */
    void yieldTo(Engine other) {
        over = true;
        candidates.forEach(candidate -> retirements.addUnlessOn(other, candidate));
        candidates.clear();
    }
}
