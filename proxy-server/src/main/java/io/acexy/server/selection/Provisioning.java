package io.acexy.server.selection;

import io.acexy.orchestrator.health.Health;
import io.acexy.orchestrator.reply.Refusal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Gets engines for those who wait: as many as the shortage needs, each by one {@link Attempt}, unless the orchestrator says that
 * it would start none. Confined to the desk's loop.
 */
final class Provisioning implements Attempt.Owner {

    /** Who waits for engines. Called on the loop. */
    interface Owner {

        /** An engine more can be chosen. */
        void engineReady();

        /** There are not going to be engines for more than {@code covered} waiting callers. */
        void shortOf(int covered, Shortage why);

        /** The orchestrator cannot be talked to; at most {@code covered} waiting callers are still provided for. */
        void orchestratorGone(int covered);
    }

    /** Calls at a time: each holds a thread of the orchestrator for seconds, and one of our connections. */
    private static final int MOST_CALLS = 8;

    /** A status of this age is true enough to refuse by. */
    private static final Duration FRESH = Duration.ofSeconds(1);

    /** For so long a refusal stands for those who come next, too, so that a crowd does not ask again and again. */
    private static final Duration REFUSAL_STANDS = Duration.ofSeconds(1);

    private final SelectionParts parts;
    private final Owner owner;
    private final EngineRoom room;
    private final OpenWishes wishes;
    private final ListWatch list;
    private final Attempts attempts = new Attempts();

    private int wanted;
    private boolean confirming;
    private Optional<Shortage> refusal = Optional.empty();
    private long refusalStandsUntil;

    Provisioning(SelectionParts parts, Owner owner) {
        this.parts = parts;
        this.owner = owner;
        this.room = new EngineRoom(parts.roster(), parts.ticker());
        this.wishes = new OpenWishes(parts.client(), parts.desk(), this::isSearching);
        this.list = new ListWatch(parts.roster(), parts.desk(), this::isSearching, this::listRead);
    }

    /** True for an engine that is being waited for: those who wait come first. */
    boolean isComing(String containerId) {
        return attempts.isComing(containerId);
    }

    /** Sees to it that enough engines are on their way for so many callers: one for every {@code maxStreams} of them. */
    void cover(int callers) {
        int slots = parts.limits().maxStreams();
        wanted = (callers + slots - 1) / slots;
        // A call that has not gone out yet need not go out for a caller who has got his engine elsewhere.
        attempts.dropQueuedBeyond(wanted);
        if (attempts.size() < wanted && !confirming) {
            provisionUnlessBlocked(false);
        }
    }

    private void provisionUnlessBlocked(boolean confirmed) {
        Health health = parts.poller().latest();
        Optional<Shortage> blocked = blocked(health);
        boolean fresh = confirmed || health.age(parts.ticker()).compareTo(FRESH) <= 0;
        if (refusal.isPresent() && refusalStandsUntil - parts.desk().now() > 0) {
            refuseTheRest(refusal.get());
        } else if (!fresh && (blocked.isPresent() || parts.provisionsLater())) {
            // A wish that cannot be fulfilled stays open there: whether it can is asked first.
            confirming = true;
            parts.poller().pollNow();
        } else if (blocked.isPresent()) {
            refuseTheRest(blocked.get());
        } else {
            begin(health);
        }
    }

    private Optional<Shortage> blocked(Health health) {
        return health.provisioning(parts.ticker()) == Health.Provisioning.BLOCKED
                ? health.blocked().map(Shortage::of)
                : Optional.empty();
    }

    private void refuseTheRest(Shortage why) {
        attempts.dropQueued();
        owner.shortOf(covered(), why);
    }

    /** As many as are wanted, and no more than there may be. */
    private void begin(Health health) {
        int free = parts.provisionsLater() ? room.left(health) - attempts.unlisted() : Integer.MAX_VALUE;
        for (; attempts.size() < wanted && free > 0; free--) {
            attempts.add(new Attempt(parts, attempts, wishes, this));
        }
        pump();
        if (attempts.size() < wanted) {
            owner.shortOf(covered(), room.full(health));
        }
    }

    /** The orchestrator's state has been read anew, or could not be read. */
    void healthSeen() {
        if (!parts.poller().latest().reachable()) {
            wishes.forget();
        }
        if (confirming) {
            confirming = false;
            if (attempts.size() < wanted || !attempts.in(Attempt.State.QUEUED).isEmpty()) {
                provisionUnlessBlocked(true);
            }
        }
    }

    private int covered() {
        return attempts.size() * parts.limits().maxStreams();
    }

    private void pump() {
        int calling = attempts.in(Attempt.State.ASKED).size();
        for (Attempt attempt : attempts.in(Attempt.State.QUEUED)) {
            if (calling < MOST_CALLS) {
                calling++;
                attempt.ask();
            }
        }
    }

    // ---- the list ----

    private boolean isSearching() {
        return !searching().isEmpty();
    }

    private List<Attempt> searching() {
        return attempts.in(Attempt.State.SEARCHING);
    }

    private void listRead(boolean fresh) {
        if (fresh) {
            searching().forEach(Attempt::look);
        }
        searching().stream().filter(Attempt::isExpired).forEach(Attempt::notListed);
    }

    // ---- what becomes of the attempts ----

    @Override
    public void answered() {
        pump();
    }

    @Override
    public void looksForEngine() {
        list.begin();
    }

    @Override
    public void queuedAgain() {
        provisionUnlessBlocked(false);
    }

    @Override
    public void refused(Refusal why) {
        Shortage shortage = Shortage.of(why);
        refusal = Optional.of(shortage);
        refusalStandsUntil = parts.desk().now() + REFUSAL_STANDS.toNanos();
        parts.poller().pollNow();
        refuseTheRest(shortage);
    }

    @Override
    public void gone() {
        attempts.dropQueued();
        owner.orchestratorGone(covered());
    }

    @Override
    public void failed(Shortage why) {
        owner.shortOf(covered(), why);
    }

    @Override
    public void ready() {
        owner.engineReady();
    }
}
