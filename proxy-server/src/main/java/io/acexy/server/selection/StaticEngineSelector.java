package io.acexy.server.selection;

import io.acexy.core.engine.ContentId;
import io.acexy.core.engine.Engine;
import io.acexy.core.engine.EngineClient;
import io.acexy.core.engine.EngineSelection;
import io.acexy.core.engine.EngineSelector;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Chooses from a list of engines that does not change: healthy, with room, least loaded, longest unused. */
public final class StaticEngineSelector implements EngineSelector {

    private static final Logger LOG = LoggerFactory.getLogger(StaticEngineSelector.class);

    private static final Duration RETRY_AFTER = Duration.ofSeconds(10);

    private final List<PooledEngine> engines;

    /**
     * @param engines at least one
     * @param maxStreams streams on one engine at once; 0 is no limit
     */
    public StaticEngineSelector(List<Engine> engines, int maxStreams) {
        this.engines = engines.stream()
                .map(engine -> new PooledEngine(engine, maxStreams))
                .toList();
    }

    /**
     * Begins to probe every engine, at once and then {@code interval} after each answer, for as long as the loop lives.
     */
    public void probe(EngineClient client, EventLoop loop, Duration interval, Duration timeout) {
        engines.forEach(engine -> probe(engine, client, loop, interval, timeout));
    }

    private static void probe(
            PooledEngine pooled, EngineClient client, EventLoop loop, Duration interval, Duration timeout) {
        client.ready(loop, pooled.engine(), timeout).addListener((Future<Boolean> done) -> {
            if (pooled.observe(done.getNow())) {
                LOG.atInfo()
                        .addKeyValue("engine", pooled.engine())
                        .addKeyValue("healthy", pooled.isHealthy())
                        .log("engine's health changed");
            }
            if (!loop.isShuttingDown()) {
                // Jitter keeps the probes of many engines, and of many proxies, from marching in step.
                long millis =
                        interval.toMillis() * (90 + ThreadLocalRandom.current().nextInt(21)) / 100;
                loop.schedule(() -> probe(pooled, client, loop, interval, timeout), millis, TimeUnit.MILLISECONDS);
            }
        });
    }

    @Override
    public Future<EngineSelection> select(ContentId content, Set<Engine> excluding, EventExecutor home) {
        return home.newSucceededFuture(choose(excluding));
    }

    /** Choosing and reserving is one step: concurrent callers see each other's reservations. */
    private synchronized EngineSelection choose(Set<Engine> excluding) {
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
        if (choice.isEmpty()) {
            return new EngineSelection.Busy("every engine plays as many streams as it may", RETRY_AFTER);
        }
        return new EngineSelection.Selected(choice.get().engine(), choice.get().reserve());
    }
}
