package io.acexy.server.selection;

import io.acexy.core.Bugs;
import io.acexy.core.engine.ContentId;
import io.acexy.core.engine.Engine;
import io.acexy.core.engine.EngineCheck;
import io.acexy.core.engine.EngineClient;
import io.acexy.core.engine.EngineFault;
import io.acexy.core.engine.EngineLease;
import io.acexy.core.engine.EngineSelection;
import io.acexy.core.engine.EngineSelector;
import io.acexy.orchestrator.time.Clockwork;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * How processes of this proxy that follow one another have each content from an engine once: the newest decides on engines, and asks the older ones
 * first, which play on for those who were there. A process that has been taken over asks the newer one for whatever begins. Any thread.
 */
public final class KinChoice {

    /** An older process that lives answers at once, or when an engine has answered to a stop. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final EngineSelection NO_SPARE =
            new EngineSelection.Unavailable("another process of this proxy looks after it", PATIENCE);

    /** How it is found out whether a process is there at all. */
    @FunctionalInterface
    interface Probe {

        /** Never fails. */
        Future<EngineCheck> check(EventLoop loop, Engine process, Duration timeout);
    }

    /** Nothing is taken of it: what it allows itself are its players' places. */
    private record Lease() implements EngineLease {

        @Override
        public void release() {
            // Nothing was taken.
        }

        @Override
        public void fail(EngineFault fault) {
            // It is not asked again in this search.
        }
    }

    private final Peers.Inquiry inquiry;
    private final Probe probe;
    private final Peers peers;
    private final Desk desk;

    /** Those that are known to run; they only grow fewer. */
    private final List<Engine> elders;

    /** Null until there is one. */
    private volatile Engine heir;

    KinChoice(Peers.Inquiry inquiry, Probe probe, Desk desk, Collection<Engine> elders) {
        this.inquiry = inquiry;
        this.probe = probe;
        this.desk = desk;
        this.elders = new CopyOnWriteArrayList<>(elders);
        this.peers = Peers.elders(desk, this::plays, this.elders, PATIENCE);
    }

    /**
     * With the processes that were here before.
     *
     * @param elders the last of them first
     * @param loop for what is asked of them
     */
    public static KinChoice of(Collection<Engine> elders, EngineClient engines, EventLoop loop, Bugs bugs) {
        Desk desk = new Desk(Clockwork.system(loop), bugs);
        return new KinChoice(engines::plays, engines::check, desk, elders);
    }

    /** Those that still run, as far as is known. */
    public List<Engine> elders() {
        return List.copyOf(elders);
    }

    /** From now on another process decides on engines. */
    public void replacedBy(Engine newer) {
        heir = newer;
    }

    /** For what begins while this process decides: an older one that plays a content, else whom {@code own} chooses. */
    public EngineSelector before(EngineSelector own) {
        EngineSelector asking = elders.isEmpty() ? own : new PeeredSelector(desk, peers, own);
        // What an older process has left when this one has been taken over is the newer one's to decide on.
        return new Turning(asking, excluded -> excluded.stream().anyMatch(Engine::isKin));
    }

    /** For what begins here when another process decides. */
    public EngineSelector after(EngineSelector own) {
        return new Turning(before(own), excluded -> true);
    }

    private Future<Optional<Boolean>> plays(EventLoop loop, Engine elder, ContentId content, Duration timeout) {
        Future<Optional<Boolean>> answer = inquiry.plays(loop, elder, content, timeout);
        desk.hear(answer, plays -> {
            if (plays.isEmpty()) {
                desk.hear(probe.check(loop, elder, timeout), how -> forgetUnlessThere(elder, how));
            }
        });
        return answer;
    }

    /** A process that has ended does not come back, and its port may be another's soon. */
    private void forgetUnlessThere(Engine elder, EngineCheck how) {
        if (how.state() == EngineCheck.State.UNREACHABLE) {
            elders.remove(elder);
        }
    }

    /** When what is left out is of a kind. */
    @FunctionalInterface
    private interface Case {
        boolean of(Set<Engine> excluded);
    }

    /** Turns to the newer process, once there is one and as long as it does not fail. */
    private final class Turning implements EngineSelector {

        private final EngineSelector otherwise;
        private final Case wanted;

        Turning(EngineSelector otherwise, Case wanted) {
            this.otherwise = otherwise;
            this.wanted = wanted;
        }

        @Override
        public Future<EngineSelection> select(ContentId content, Set<Engine> excluding, EventExecutor home) {
            return isHeirs(excluding) ? chosen(home) : otherwise.select(content, excluding, home);
        }

        /** The process from which a stream comes has its own spares: one beside it would be a second session of the content. */
        @Override
        public Future<EngineSelection> selectSpare(ContentId content, Set<Engine> excluding, EventExecutor home) {
            if (isHeirs(excluding)) {
                return chosen(home);
            }
            return excluding.stream().anyMatch(Engine::isKin)
                    ? home.newSucceededFuture(NO_SPARE)
                    : otherwise.selectSpare(content, excluding, home);
        }

        private boolean isHeirs(Set<Engine> excluding) {
            Engine newer = heir;
            return newer != null && wanted.of(excluding) && !excluding.contains(newer);
        }

        private Future<EngineSelection> chosen(EventExecutor home) {
            Promise<EngineSelection> chosen = home.newPromise();
            return chosen.setSuccess(new EngineSelection.Selected(heir, new Lease()));
        }
    }
}
