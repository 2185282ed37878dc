package io.acexy.core.source;

import io.acexy.core.GuardedLoop;
import io.acexy.core.engine.ContentId;
import io.acexy.core.engine.Engine;
import io.acexy.core.engine.EngineFault;
import io.acexy.core.engine.SessionLinks;
import io.acexy.core.source.EngineSearch.Want;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.Optional;

/**
 * What is done when no engine plays a content any more, and there are others behind the stream's name: the next one's turn comes.
 * The sessions of the one before have been stopped by then, so that there never are two contents at a time. Confined to the
 * stream's home loop.
 */
final class Succession {

    private static final Duration SOON = Duration.ofSeconds(1);

    private final GuardedLoop home;
    private final Relay relay;
    private final Rota rota;
    private final EngineSearch search;
    private final Retirements retirements;
    private final SourceServices services;
    private final SourceListener listener;
    private final RunOwner owner;

    /** The one on turn has brought nothing yet that was used. */
    private boolean arriving = true;

    /** What the one on turn brings is not only a few packets. */
    private boolean proven;

    /** Sessions of the one before are being stopped. */
    private boolean clearing;

    /** How often the turn has changed: an answer that was waited for before the last change is of no meaning. */
    private int turns;

    private EngineFault lastFault;
    private Future<?> patience;

    Succession(
            GuardedLoop home,
            Relay relay,
            Rota rota,
            EngineSearch search,
            Retirements retirements,
            Surroundings parts) {
        this.home = home;
        this.relay = relay;
        this.rota = rota;
        this.search = search;
        this.retirements = retirements;
        this.services = parts.services();
        this.listener = parts.listener();
        this.owner = parts.owner();
    }

    /**
     * The run begins with the first.
     *
     * @return false where there is none, and the run is over
     */
    boolean begin() {
        if (!rota.isPlayable()) {
            relay.giveUp(new RunEnd.Failed(
                    new EngineFault(EngineFault.Kind.CONTENT_UNKNOWN, "there is nothing behind this channel's name")));
            return false;
        }
        relay.record.playing(rota.content());
        if (rota.hasOthers()) {
            listener.turned(new Turn(null, rota.content(), null));
        }
        waitForMedia();
        return true;
    }

    /** When no engine plays this content any more, the next one of a channel's is to follow it. */
    void follow(ContentId channel) {
        rota.follow(channel);
        listener.turned(new Turn(null, rota.content(), null));
        if (arriving) {
            waitForMedia();
        }
    }

    private void waitForMedia() {
        stopWaiting();
        if (rota.hasOthers()) {
            patience = home.after(services.backups().times().patience(), this::bringsNothing);
        }
    }

    private void stopWaiting() {
        if (patience != null) {
            patience.cancel(false);
            patience = null;
        }
    }

    private void bringsNothing() {
        patience = null;
        boolean showing = relay.inUse() != null || relay.candidates().isAnyShowing();
        if (!arriving || relay.is(Phase.OVER)) {
            return;
        }
        if (clearing || showing) { // it has only just had its turn, or will be used soon
            patience = home.after(SOON, this::bringsNothing);
        } else {
            turn(silent(services.backups().times().patience()));
        }
    }

    private EngineFault silent(Duration time) {
        return new EngineFault(
                EngineFault.Kind.SILENT, rota.content() + " brought no media for " + time.toSeconds() + " s");
    }

    /** The one on turn is in use. */
    void arrived() {
        arriving = false;
        stopWaiting();
    }

    /** What the one on turn brings is not only a few packets. */
    void proven() {
        if (!proven) {
            proven = true;
            rota.plays();
        }
    }

    /** An engine has accepted it. If another stream plays it already, one stop on that one's engine would end both sessions. */
    void accepted(Source source, SessionLinks answer) {
        Engine taken = arriving ? owner.playedElsewhere(answer) : null;
        if (taken != null) {
            EngineFault fault =
                    new EngineFault(EngineFault.Kind.SUPERSEDED, "another stream plays this content already");
            relay.candidates().remove(source);
            search.exclude(source.engine);
            failed(source.engine, fault);
            listener.startFailed(source.engine, fault);
            retirements.addUnlessOn(taken, source);
            relay.recovery().candidateFailed();
        }
    }

    /** A session of the one on turn has failed, or has to be left; nothing where that is not the engine's doing. */
    void failed(Engine engine, EngineFault fault) {
        if (fault != null) {
            lastFault = fault;
            services.budget().failed(rota.counted(), engine, fault);
        }
    }

    /** Whether what comes next is of another content than what was published before. */
    boolean isArriving() {
        return arriving;
    }

    /** Whether an engine may be looked for: not while sessions of another content are being stopped. */
    boolean isClear() {
        return !clearing;
    }

    /** Whether there is another content that has not been tried since one played. */
    boolean hasUntried() {
        return rota.hasUntried();
    }

    /** How long the engine in use may be silent until the next content is tried; null where there is none. */
    Duration silence() {
        return rota.hasOthers() ? services.backups().times().silence() : null;
    }

    /** The one in use is silent for so long, and nobody has taken over. */
    void silence(EngineFault fault) {
        if (!arriving && !relay.candidates().isAnyShowing()) {
            turn(fault);
        }
    }

    /** No engine is left that has not failed. One that cannot be reached may come back, and the content with it. */
    boolean noEngineLeft() {
        if (relay.inUse() != null || !relay.candidates().isEmpty()) {
            return false;
        }
        EngineFault why = relay.record.trouble() != null && !arriving ? relay.record.trouble() : lastFault;
        boolean engines = why != null && why.kind() == EngineFault.Kind.UNREACHABLE;
        return why != null && (arriving || !engines) && turn(why);
    }

    /**
     * The next content's turn comes, if there is one.
     *
     * @return false when there is none
     */
    boolean turn(EngineFault why) {
        if (relay.is(Phase.OVER)) {
            return false;
        }
        boolean starting = relay.is(Phase.STARTING);
        Optional<ContentId> next = rota.hasOthers() ? rota.next(home.now(), !starting) : Optional.empty();
        boolean again = next.isPresent() && !rota.hasUntried();
        next.ifPresent(content -> {
            if (why.kind() != EngineFault.Kind.UNREACHABLE) {
                rota.died(home.now());
            }
            turnTo(content, why, again);
        });
        return next.isPresent();
    }

    /** Somebody wants the first one back. */
    void backToFirst() {
        if (!relay.is(Phase.OVER)) {
            rota.first().ifPresent(content -> turnTo(content, null, false));
        }
    }

    private void turnTo(ContentId next, EngineFault why, boolean again) {
        ContentId before = rota.content();
        clear(why);
        rota.turnTo(next);
        arriving = true;
        proven = false;
        relay.record.playing(next);
        listener.turned(new Turn(before, next, why));
        owner.turned();
        waitForMedia();
        int turn = ++turns;
        clearing = true;
        home.when(retirements.done(), cleared -> {
            if (turn == turns) {
                clearing = false;
                look(again);
            }
        });
    }

    /** Nothing of what there is will be used any more. */
    private void clear(EngineFault why) {
        relay.candidates().takeAll().forEach(one -> retirements.add(one, one.isAnnounced() ? why : null));
        if (relay.inUse() != null) {
            retirements.add(relay.release(why), why);
        }
        search.settle();
        relay.record.serving(null, null);
        if (!relay.is(Phase.STARTING)) {
            relay.recover(why);
        }
    }

    private void look(boolean again) {
        Want want = relay.is(Phase.STARTING) ? Want.START : Want.REPLACEMENT;
        if (again) { // all of them fail: not again and again without a pause
            search.findLater(want);
        } else {
            search.calm();
            search.find(want);
        }
    }

    /** The run is over. */
    void stop() {
        turns++;
        stopWaiting();
    }
}
