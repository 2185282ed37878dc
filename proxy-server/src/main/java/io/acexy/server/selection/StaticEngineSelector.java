package io.acexy.server.selection;

import io.acexy.core.engine.ContentId;
import io.acexy.core.engine.Engine;
import io.acexy.core.engine.EngineCheck;
import io.acexy.core.engine.EngineSelection;
import io.acexy.core.engine.EngineSelector;
import io.acexy.server.admin.EngineView;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Chooses from a list of engines that does not change: healthy, with room, least loaded, longest unused. Choosing reserves: all
 * choices are made on the desk's loop, one after the other.
 */
final class StaticEngineSelector implements EngineSelector, Wish.Chooser {

    private static final Logger LOG = LoggerFactory.getLogger(StaticEngineSelector.class);

    private static final Duration RETRY_AFTER = Duration.ofSeconds(10);

    private final Desk desk;
    private final List<PooledEngine> engines;
    private final EngineBoard board;
    private long turn;

    /**
     * @param engines at least one
     * @param maxStreams streams on one engine at once; 0 is no limit, which another proxy never has: it knows its own
     */
    StaticEngineSelector(Desk desk, List<Engine> engines, int maxStreams) {
        this.desk = desk;
        this.engines = engines.stream()
                .map(engine -> new PooledEngine(engine, engine.isProxy() ? 0 : maxStreams))
                .toList();
        this.board = new EngineBoard(desk, views(), this::views);
    }

    private List<EngineView> views() {
        return engines.stream().map(PooledEngine::view).toList();
    }

    /** Every engine, to be seen. Any thread; never waits. */
    List<EngineView> engines() {
        return board.engines();
    }

    /**
     * Begins to probe every engine, at once and then {@code interval} after each answer, for as long as the loop lives.
     */
    void probe(EngineProbe probe, Duration interval, Duration timeout) {
        engines.forEach(engine -> probe(engine, probe, interval, timeout));
    }

    private void probe(PooledEngine pooled, EngineProbe probe, Duration interval, Duration timeout) {
        desk.hear(probe.check(desk.loop(), pooled.engine(), timeout), check -> {
            if (pooled.observe(check.state() == EngineCheck.State.READY)) {
                LOG.atInfo()
                        .addKeyValue("engine", pooled.engine())
                        .addKeyValue("healthy", pooled.isHealthy())
                        .log("engine's health changed");
            }
            board.changed();
            if (!desk.loop().isShuttingDown()) {
                desk.later(desk.spread(interval), () -> probe(pooled, probe, interval, timeout));
            }
        });
    }

    /** Why no engine can serve, as far as the probes know. Any thread. */
    Optional<String> noEngine() {
        boolean any = engines.stream().anyMatch(PooledEngine::isHealthy);
        return any ? Optional.empty() : Optional.of("no engine known: none of the pool answers");
    }

    @Override
    public Future<EngineSelection> select(ContentId content, Set<Engine> excluding, EventExecutor home) {
        return Wish.bring(desk, content, excluding, home, this);
    }

    @Override
    public void choose(Wish wish) {
        if (!wish.isServed()) {
            wish.answer(choose(wish.excluding()));
        }
    }

    @Override
    public void forget(Wish wish) {
        // Nobody waits here: a wish is answered at once.
    }

    private EngineSelection choose(Set<Engine> excluding) {
        List<PooledEngine> healthy = engines.stream()
                .filter(engine -> engine.isHealthy() && !excluding.contains(engine.engine()))
                .toList();
        if (healthy.isEmpty()) {
            return new EngineSelection.Unavailable(
                    excluding.isEmpty() ? "no engine is healthy" : "no other engine is healthy", RETRY_AFTER);
        }
        Optional<PooledEngine> choice = healthy.stream()
                .filter(PooledEngine::hasRoom)
                .min(Comparator.comparingInt(PooledEngine::streams).thenComparingLong(PooledEngine::lastUsed));
        return choice.<EngineSelection>map(this::reserve)
                .orElseGet(() -> new EngineSelection.Busy("every engine plays as many streams as it may", RETRY_AFTER));
    }

    /** A fault is not held against the engine's health: the probes decide that, and most faults are the content's. */
    private EngineSelection reserve(PooledEngine chosen) {
        chosen.take(++turn);
        board.changed();
        SlotLease lease = new SlotLease(desk, fault -> {
            chosen.giveBack(++turn);
            board.changed();
        });
        return new EngineSelection.Selected(chosen.engine(), lease);
    }
}
