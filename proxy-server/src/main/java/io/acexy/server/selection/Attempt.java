package io.acexy.server.selection;

import io.acexy.core.engine.Engine;
import io.acexy.orchestrator.http.HttpFault;
import io.acexy.orchestrator.message.EngineState;
import io.acexy.orchestrator.message.ProvisionRequest;
import io.acexy.orchestrator.message.Provisioned;
import io.acexy.orchestrator.reply.Advice;
import io.acexy.orchestrator.reply.Refusal;
import io.acexy.orchestrator.reply.Reply;
import io.acexy.server.selection.ProvisionListener.Result;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One engine on its way: asked for by one call, looked for in the list, tried until it answers. A call whose end is not known is
 * never repeated; an engine that is new in the list is taken for the one that was asked for. Confined to the desk's loop.
 */
final class Attempt implements Reply.Cases<Provisioned, Void>, EngineBoot.Waiter {

    /** How far it has come. */
    enum State {
        /** The call has not gone out yet. */
        QUEUED,
        ASKED,
        /** An engine is made, as far as one knows, and not listed yet. */
        SEARCHING,
        /** It is listed, and has to answer. */
        PROBING,
        OVER
    }

    /** Hears how it goes on; on the loop. */
    interface Owner {

        /** The call has ended; another may go out. */
        void answered();

        /** Somebody looks for an engine in the list. */
        void looksForEngine();

        /** Nothing has come of the wish, and it may be spoken anew, if engines are still started. */
        void queuedAgain();

        /** The orchestrator starts none. */
        void refused(Refusal why);

        /** The orchestrator cannot be talked to. */
        void gone();

        /** No engine comes of it. */
        void failed(Shortage why);

        /** An engine more. */
        void ready();
    }

    private static final Logger LOG = LoggerFactory.getLogger(Attempt.class);

    /** A wish that an earlier caller has left is given so long before another one is spoken. */
    private static final Duration LEFT_WISH_WAIT = Duration.ofSeconds(4);

    private final SelectionParts parts;
    private final Attempts all;
    private final OpenWishes wishes;
    private final Owner owner;
    private final long began;

    private State state = State.QUEUED;
    private Set<String> before = Set.of();
    private Optional<String> containerId = Optional.empty();
    private boolean anonymous;
    private boolean onLeftWish;
    private long deadline;

    Attempt(SelectionParts parts, Attempts all, OpenWishes wishes, Owner owner) {
        this.parts = parts;
        this.all = all;
        this.wishes = wishes;
        this.owner = owner;
        this.began = parts.desk().now();
    }

    State state() {
        return state;
    }

    boolean isFor(String id) {
        return containerId.filter(id::equals).isPresent();
    }

    void ask() {
        before = new HashSet<>();
        parts.roster().engines().forEach(engine -> before.add(engine.containerId()));
        onLeftWish = wishes.open() > all.in(State.SEARCHING).size();
        if (onLeftWish) {
            wishes.remindAnew();
            search(Optional.empty(), LEFT_WISH_WAIT);
            return;
        }
        state = State.ASKED;
        LOG.atInfo().addKeyValue("on_their_way", all.size()).log("asking for an engine");
        parts.desk().hear(parts.client().provision(ProvisionRequest.any(), patience(), parts.loop()), answer -> {
            answer.fold(this);
            owner.answered();
        });
    }

    /** A refusal that is waited out leaves enough of the callers' time for the engine to start. */
    private Duration patience() {
        return parts.limits().patience().multipliedBy(2).dividedBy(3);
    }

    // ---- the answer ----

    @Override
    public Void success(Provisioned content, Advice advice) {
        // Somebody who does not know the id of his engine may have taken ours: then we take his.
        Optional<String> id = content.containerId().filter(named -> !all.isTaken(named));
        if (parts.provisionsLater()) {
            wishes.taken();
        }
        search(id, listedWait());
        return null;
    }

    @Override
    public Void ambiguous(String reason) {
        LOG.atWarn().addKeyValue("reason", reason).log("an engine may have been started: looking for it");
        search(Optional.empty(), listedWait());
        return null;
    }

    @Override
    public Void refused(Refusal why) {
        LOG.atWarn().addKeyValue("refusal", why).log("no engine is started");
        over(Result.REFUSED);
        owner.refused(why);
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
        over(Result.UNASKED);
        owner.gone();
        return null;
    }

    @Override
    public Void unsupported(String what) {
        failed("this orchestrator starts no engines");
        return null;
    }

    // ---- the list ----

    private void search(Optional<String> id, Duration patience) {
        state = State.SEARCHING;
        containerId = id;
        anonymous = id.isEmpty();
        deadline = parts.desk().now() + patience.toNanos();
        owner.looksForEngine();
    }

    private Duration listedWait() {
        return parts.limits().waits().listed();
    }

    boolean isExpired() {
        return deadline - parts.desk().now() <= 0;
    }

    /** Nothing has come. The wish may have been void, and is spoken once more, if that is not done all the time. */
    void notListed() {
        if (parts.provisionsLater() && wishes.believeVoid(parts.desk().now())) {
            state = State.QUEUED;
            owner.queuedAgain();
        } else if (onLeftWish) {
            onLeftWish = false;
            deadline = parts.desk().now() + listedWait().toNanos();
        } else {
            failed("the new engine is not listed after " + listedWait().toSeconds() + " s");
        }
    }

    /** Goes on with our engine, if the last list has it. */
    void look() {
        find().ifPresent(this::found);
    }

    /** Who knows the id of his engine takes it, and the others share what is new and nobody's. */
    private Optional<EngineState> find() {
        return containerId.isPresent()
                ? parts.roster().byContainerId(containerId.get())
                : parts.roster().engines().stream()
                        .filter(engine -> !before.contains(engine.containerId()))
                        .filter(engine -> !engine.draining() && engine.streamCount() == 0)
                        .filter(engine -> !all.isTaken(engine.containerId()))
                        .findFirst();
    }

    private void found(EngineState engine) {
        if (parts.roster().isAddressShared(engine)) {
            // Two that are made at once may be given one port: who answers there is the other, whose slots are taken.
            failed("the new engine was given a port that is in use");
            return;
        }
        state = State.PROBING;
        containerId = Optional.of(engine.containerId());
        if (anonymous && parts.provisionsLater()) {
            wishes.closed();
        }
        EngineBoot.await(parts, EngineRoster.engineOf(engine), this);
    }

    // ---- the engine ----

    @Override
    public void ready(Engine engine) {
        LOG.atInfo().addKeyValue("engine", engine).log("a new engine is ready");
        if (anonymous) {
            all.adopt(engine.id());
        }
        over(Result.READY);
        parts.notes().books().answered(engine.id());
        owner.ready();
    }

    @Override
    public void failed(String reason) {
        LOG.atWarn().addKeyValue("reason", reason).log("provisioning failed");
        over(Result.FAILED);
        owner.failed(Shortage.because(reason));
    }

    private void over(Result result) {
        state = State.OVER;
        all.over(this);
        parts.notes()
                .listener()
                .provisioned(result, Duration.ofNanos(parts.desk().now() - began));
    }
}
