package io.acexy.server.selection;

import io.acexy.core.engine.Engine;
import io.acexy.orchestrator.Dialect;
import io.acexy.orchestrator.health.Health;
import io.acexy.orchestrator.http.HttpFault;
import io.acexy.orchestrator.message.EngineState;
import io.acexy.orchestrator.message.ProvisionRequest;
import io.acexy.orchestrator.message.Provisioned;
import io.acexy.orchestrator.reply.Advice;
import io.acexy.orchestrator.reply.Refusal;
import io.acexy.orchestrator.reply.Reply;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gets engines for those who wait: as many as the shortage needs, each by one call. A call whose end is not known is never
 * repeated; the list is read again instead, and an engine that is new in it is taken for the one that was asked for. An engine
 * is handed over when it is listed and answers. Confined to the selector's loop.
 */
final class Provisioning {

    /** Who waits for engines. Called on the loop. */
    interface Owner {

        /** An engine more can be chosen. */
        void engineReady();

        /** There are not going to be engines for more than {@code covered} waiting callers. */
        void shortOf(int covered, Shortage why);

        /** The orchestrator cannot be talked to; at most {@code covered} waiting callers are still provided for. */
        void orchestratorGone(int covered);
    }

    private static final Logger LOG = LoggerFactory.getLogger(Provisioning.class);

    /** Calls at a time: each holds a thread of the orchestrator for seconds, and one of our connections. */
    private static final int MOST_CALLS = 8;

    /** A status of this age is true enough to refuse by. */
    private static final Duration FRESH = Duration.ofSeconds(1);

    /** For so long a refusal stands for those who come next, too, so that a crowd does not ask again and again. */
    private static final Duration REFUSAL_STANDS = Duration.ofSeconds(1);

    /** A wish that an earlier caller has left is given so long before another one is spoken. */
    private static final Duration LEFT_WISH_WAIT = Duration.ofSeconds(4);

    private final SelectionParts parts;
    private final Owner owner;
    private final EventLoop loop;
    private final EngineRoom room;
    private final OpenWishes wishes;
    private final ListWatch list;
    private final List<Attempt> attempts = new ArrayList<>();

    /** Engines that went to somebody who did not know the id of his. */
    private final Set<String> adopted = new HashSet<>();

    private int wanted;
    private boolean confirming;
    private Shortage refusal;
    private long refusalStandsUntil;

    Provisioning(SelectionParts parts, Owner owner) {
        this.parts = parts;
        this.owner = owner;
        this.loop = parts.loop();
        this.room = new EngineRoom(parts.roster(), parts.ticker());
        this.wishes = new OpenWishes(parts.client(), loop, this::isSearching);
        this.list = new ListWatch(parts.roster(), loop, this::isSearching, this::listRead);
    }

    /** True for an engine that is being waited for: those who wait come first. */
    boolean isComing(String containerId) {
        return attempts.stream().anyMatch(attempt -> containerId.equals(attempt.containerId));
    }

    /** Sees to it that enough engines are on their way for so many callers: one for every {@code maxStreams} of them. */
    void cover(int callers) {
        int slots = parts.limits().maxStreams();
        wanted = (callers + slots - 1) / slots;
        // A call that has not gone out yet need not go out for a caller who has got his engine elsewhere.
        for (int last = attempts.size() - 1; attempts.size() > wanted && last >= 0; last--) {
            if (attempts.get(last).state == State.QUEUED) {
                attempts.remove(last);
            }
        }
        if (attempts.size() < wanted && !confirming) {
            provisionUnlessBlocked(false);
        }
    }

    private void provisionUnlessBlocked(boolean confirmed) {
        if (refusal != null && refusalStandsUntil - now() > 0) {
            attempts.removeIf(attempt -> attempt.state == State.QUEUED);
            owner.shortOf(covered(), refusal);
            return;
        }
        Health health = parts.poller().latest();
        Optional<Shortage> blocked = blocked(health);
        boolean fresh = confirmed || health.age(parts.ticker()).compareTo(FRESH) <= 0;
        if (!fresh && (blocked.isPresent() || provisionsLater())) {
            // A wish that cannot be fulfilled stays open there: whether it can is asked first.
            confirming = true;
            parts.poller().pollNow();
        } else if (blocked.isPresent()) {
            attempts.removeIf(attempt -> attempt.state == State.QUEUED);
            owner.shortOf(covered(), blocked.get());
        } else {
            begin(health);
        }
    }

    private Optional<Shortage> blocked(Health health) {
        return health.provisioning(parts.ticker()) == Health.Provisioning.BLOCKED
                ? health.blocked().map(Shortage::of)
                : Optional.empty();
    }

    private boolean provisionsLater() {
        return parts.client().dialect().map(Dialect::provisionsLater).orElse(false);
    }

    /** As many as are wanted, and no more than there may be. */
    private void begin(Health health) {
        long unlisted = attempts.stream().filter(Attempt::isUnlisted).count();
        int free = provisionsLater() ? room.left(health) - (int) unlisted : Integer.MAX_VALUE;
        for (; attempts.size() < wanted && free > 0; free--) {
            attempts.add(new Attempt());
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
            if (attempts.size() < wanted || attempts.stream().anyMatch(one -> one.state == State.QUEUED)) {
                provisionUnlessBlocked(true);
            }
        }
    }

    private int covered() {
        return attempts.size() * parts.limits().maxStreams();
    }

    private long now() {
        return parts.ticker().nanoTime();
    }

    private void pump() {
        long calling = attempts.stream().filter(a -> a.state == State.ASKED).count();
        for (Attempt attempt : List.copyOf(attempts)) {
            if (attempt.state == State.QUEUED && calling < MOST_CALLS) {
                calling++;
                attempt.ask();
            }
        }
    }

    // ---- the list ----

    private void listRead(boolean fresh) {
        if (fresh) {
            look();
        }
        expire();
    }

    private boolean isSearching() {
        return !searching().isEmpty();
    }

    private List<Attempt> searching() {
        return attempts.stream().filter(a -> a.state == State.SEARCHING).toList();
    }

    /** Those who know the id of their engine take it; then the others share what is new. */
    private void look() {
        List<Attempt> named = searching().stream()
                .sorted(Comparator.comparing((Attempt attempt) -> attempt.containerId == null))
                .toList();
        named.forEach(attempt -> attempt.find().ifPresent(attempt::found));
    }

    private void expire() {
        for (Attempt attempt : searching()) {
            if (attempt.deadline - now() <= 0) {
                attempt.notListed();
            }
        }
    }

    // ---- one engine ----

    private enum State {
        QUEUED,
        ASKED,
        SEARCHING,
        PROBING,
        OVER
    }

    /** One engine on its way. */
    private final class Attempt implements Reply.Cases<Provisioned, Void>, EngineBoot.Waiter {

        private State state = State.QUEUED;
        private Set<String> before = Set.of();
        private String containerId;
        private boolean anonymous;
        private boolean onLeftWish;
        private long deadline;

        boolean isUnlisted() {
            return state != State.PROBING;
        }

        void ask() {
            before = new HashSet<>();
            parts.roster().engines().forEach(engine -> before.add(engine.containerId()));
            onLeftWish = wishes.open()
                    > attempts.stream()
                            .filter(one -> one.state == State.SEARCHING)
                            .count();
            if (onLeftWish) {
                wishes.remindAnew();
                search(null, LEFT_WISH_WAIT);
                return;
            }
            state = State.ASKED;
            LOG.atInfo().addKeyValue("wanted", wanted).log("asking for an engine");
            parts.client()
                    .provision(ProvisionRequest.any(), patience(), loop)
                    .addListener((Future<Reply<Provisioned>> answer) -> {
                        answer.getNow().fold(this);
                        pump();
                    });
        }

        /** A refusal that is waited out leaves enough of the callers' time for the engine to start. */
        private Duration patience() {
            return parts.limits().patience().multipliedBy(2).dividedBy(3);
        }

        @Override
        public Void success(Provisioned content, Advice advice) {
            String id = content.containerId().orElse(null);
            // Somebody who does not know the id of his engine may have taken ours: then we take his.
            boolean elsewhere = id != null && (isComing(id) || adopted.contains(id));
            if (provisionsLater()) {
                wishes.taken();
            }
            search(elsewhere ? null : id, parts.limits().waits().listed());
            return null;
        }

        @Override
        public Void ambiguous(String reason) {
            LOG.atWarn().addKeyValue("reason", reason).log("an engine may have been started: looking for it");
            search(null, parts.limits().waits().listed());
            return null;
        }

        private void search(String id, Duration patience) {
            state = State.SEARCHING;
            containerId = id;
            anonymous = id == null;
            deadline = now() + patience.toNanos();
            list.begin();
        }

        /** Nothing has come. The wish may have been void, and is spoken once more, if that is not done all the time. */
        void notListed() {
            if (provisionsLater() && wishes.believeVoid(now())) {
                state = State.QUEUED;
                provisionUnlessBlocked(false);
            } else if (onLeftWish) {
                onLeftWish = false;
                deadline = now() + parts.limits().waits().listed().toNanos();
            } else {
                fail("the new engine is not listed after "
                        + parts.limits().waits().listed().toSeconds() + " s");
            }
        }

        @Override
        public Void refused(Refusal why) {
            LOG.atWarn().addKeyValue("refusal", why).log("no engine is started");
            refusal = Shortage.of(why);
            refusalStandsUntil = now() + REFUSAL_STANDS.toNanos();
            attempts.removeIf(attempt -> attempt.state == State.QUEUED);
            parts.poller().pollNow();
            fail(refusal);
            return null;
        }

        @Override
        public Void failed(HttpFault fault, String reason) {
            return gone(reason);
        }

        @Override
        public Void circuitOpen(Duration retryAfter) {
            return gone("it has not answered for a while");
        }

        private Void gone(String reason) {
            LOG.atWarn().addKeyValue("reason", reason).log("no engine can be asked for");
            attempts.removeIf(attempt -> attempt.state == State.QUEUED);
            over();
            owner.orchestratorGone(covered());
            return null;
        }

        @Override
        public Void unsupported(String what) {
            fail("this orchestrator starts no engines");
            return null;
        }

        /** Our engine in the last list. */
        Optional<EngineState> find() {
            return containerId == null
                    ? parts.roster().engines().stream()
                            .filter(engine -> !before.contains(engine.containerId()))
                            .filter(engine -> !engine.draining() && engine.streamCount() == 0)
                            .filter(engine ->
                                    !isComing(engine.containerId()) && !adopted.contains(engine.containerId()))
                            .findFirst()
                    : parts.roster().byContainerId(containerId);
        }

        void found(EngineState engine) {
            if (parts.roster().isAddressShared(engine)) {
                // Two that are made at once may be given one port: who answers there is the other, whose slots are
                // taken.
                fail("the new engine was given a port that is in use");
                return;
            }
            state = State.PROBING;
            containerId = engine.containerId();
            if (anonymous && provisionsLater()) {
                wishes.closed();
            }
            EngineBoot.await(parts, EngineRoster.engineOf(engine), this);
        }

        @Override
        public void ready(Engine engine) {
            LOG.atInfo().addKeyValue("engine", engine).log("a new engine is ready");
            if (anonymous) {
                adopted.add(containerId);
            }
            over();
            parts.notes().books().answered(engine.id());
            owner.engineReady();
        }

        @Override
        public void failed(String reason) {
            fail(reason);
        }

        private void fail(String reason) {
            LOG.atWarn().addKeyValue("reason", reason).log("provisioning failed");
            fail(Shortage.because(reason));
        }

        private void fail(Shortage why) {
            over();
            owner.shortOf(covered(), why);
        }

        private void over() {
            state = State.OVER;
            attempts.remove(this);
            if (attempts.isEmpty()) {
                adopted.clear();
            }
        }
    }
}
