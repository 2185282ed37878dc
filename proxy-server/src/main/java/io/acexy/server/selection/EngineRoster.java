package io.acexy.server.selection;

import io.acexy.core.engine.Engine;
import io.acexy.orchestrator.OrchestratorClient;
import io.acexy.orchestrator.OrchestratorClient.Freshness;
import io.acexy.orchestrator.message.EngineList;
import io.acexy.orchestrator.message.EngineScore;
import io.acexy.orchestrator.message.EngineState;
import io.acexy.orchestrator.reply.Reply;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/**
 * The last list of engines that the orchestrator gave, with its scores where it offers them. Asks once however many want to
 * know. Confined to the desk's loop, but for {@link #engines}.
 */
final class EngineRoster {

    /** A list of that age is as good as a new one: who asks in the same moment gets the same answer. */
    private static final Duration YOUNG = Duration.ofSeconds(2);

    /** An answer that takes so long is held up by an engine that hangs, and the next one will be. */
    private static final Duration SLOW = Duration.ofSeconds(1);

    private final OrchestratorClient client;
    private final Desk desk;
    private final Runnable onChange;

    private final List<Consumer<Boolean>> waiting = new ArrayList<>();

    /** Written on the loop only. */
    private volatile EngineList list;

    private long askedNanos;
    private long askingNanos;
    private boolean slow;
    private Map<String, Double> scores = Map.of();

    /** @param onChange told of each new list, on the loop, before those who asked for it */
    EngineRoster(OrchestratorClient client, Desk desk, Runnable onChange) {
        this.client = client;
        this.desk = desk;
        this.onChange = onChange;
    }

    /** Asks for the list; told true when a new one has come, false when none could be had. */
    void refresh(Consumer<Boolean> then) {
        waiting.add(then);
        if (waiting.size() > 1) {
            return;
        }
        long asking = desk.now();
        askingNanos = asking;
        Future<Reply<List<EngineScore>>> scored = client.scores(desk.loop());
        desk.hear(client.engines(Freshness.CACHED, desk.loop()), answer -> {
            slow = hasTakenLong(asking);
            Optional<EngineList> fresh = answer.contentIfAny();
            if (fresh.isEmpty()) {
                told(false);
            } else {
                desk.hear(
                        scored,
                        also -> take(fresh.get(), asking, also.contentIfAny().orElse(List.of())));
            }
        });
    }

    private void take(EngineList fresh, long asking, List<EngineScore> scored) {
        list = fresh;
        askedNanos = asking;
        Map<String, Double> byEngine = new HashMap<>();
        scored.forEach(score -> byEngine.put(score.containerId(), score.score()));
        scores = byEngine;
        onChange.run();
        told(true);
    }

    private void told(boolean fresh) {
        List<Consumer<Boolean>> askers = List.copyOf(waiting);
        waiting.clear();
        askers.forEach(asker -> asker.accept(fresh));
    }

    /** Every engine of the last list. Any thread. */
    List<EngineState> engines() {
        EngineList last = list;
        return last == null ? List.of() : last.engines();
    }

    /** When the last list was asked for. */
    long askedNanos() {
        return askedNanos;
    }

    /** True if the orchestrator has confirmed the list within that time. */
    boolean isYoungerThan(Duration age) {
        return list != null && list.age(desk.ticker()).compareTo(age) <= 0;
    }

    private boolean hasTakenLong(long asking) {
        return desk.now() - asking >= SLOW.toNanos();
    }

    /** True if the last answer was held up, or if the one that is out is. */
    boolean isSlow() {
        return slow || (!waiting.isEmpty() && hasTakenLong(askingNanos));
    }

    /**
     * True if nobody who wants an engine should wait for another list: this one is of the moment, or it is the best that can
     * be had within seconds.
     *
     * @param stale from this age on it is no longer good for that
     */
    boolean isGoodEnough(Duration stale) {
        return isYoungerThan(stale) && (isYoungerThan(YOUNG) || isSlow());
    }

    /** The orchestrator's own opinion of an engine, where it has one. */
    OptionalDouble score(String containerId) {
        Double score = scores.get(containerId);
        return score == null ? OptionalDouble.empty() : OptionalDouble.of(score);
    }

    Optional<EngineState> byContainerId(String containerId) {
        return list == null ? Optional.empty() : list.byContainerId(containerId);
    }

    /** True if another engine is listed at the same address: only one of the two can be there. */
    boolean isAddressShared(EngineState engine) {
        return engines().stream()
                .anyMatch(other -> !other.containerId().equals(engine.containerId())
                        && other.host().equals(engine.host())
                        && other.port() == engine.port());
    }

    private Optional<EngineState> byAddress(String address) {
        return engines().stream()
                .filter(engine -> engineOf(engine).authority().equals(address))
                .findFirst();
    }

    /**
     * Under which container the orchestrator knows an engine: under the id we know, or under another one at the same address;
     * an engine that only hides (a VPN outage hides engines) keeps its id. Empty for one that never was in a list.
     */
    Optional<String> containerOf(Engine engine) {
        return byContainerId(engine.id())
                .or(() -> byAddress(engine.authority()))
                .map(EngineState::containerId)
                .or(() -> Optional.of(engine.id()).filter(id -> !id.endsWith(engine.authority())));
    }

    static Engine engineOf(EngineState state) {
        return new Engine(state.containerId(), state.host(), state.port());
    }
}
