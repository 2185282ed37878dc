package io.acexy.server.config;

import io.acexy.server.settings.HostPort;
import java.time.Duration;
import java.util.List;

/**
 * The engines that are known without an orchestrator.
 *
 * @param single the engine that serves when the pool is empty
 * @param pool engines to choose from, and other proxies
 * @param maxStreamsPerEngine streams on one engine at once; 0 is one in a pool or with an
 *     orchestrator, and no limit on the single engine
 * @param healthInterval between the end of one probe of an engine and the next
 * @param healthTimeout how long a probe may take
 */
public record PoolConfig(
        HostPort single,
        List<EngineAt> pool,
        int maxStreamsPerEngine,
        Duration healthInterval,
        Duration healthTimeout) {

    public PoolConfig {
        pool = List.copyOf(pool);
    }
}
