package io.acexy.server.config;

import io.acexy.core.engine.EngineConfig;

/**
 * Where engines are, and the patience with them.
 *
 * @param calls how to talk with an engine
 * @param pool those that are known without an orchestrator
 * @param orchestration those that an orchestrator has
 * @param cluster the other proxies that serve the same players
 * @param upstreamKey what opens other proxies, or empty; a secret
 */
public record EnginesConfig(
        EngineConfig calls,
        PoolConfig pool,
        OrchestrationConfig orchestration,
        ClusterConfig cluster,
        String upstreamKey) {

    /** Without the key. */
    @Override
    public String toString() {
        return "EnginesConfig[" + calls + ", " + pool + ", " + orchestration + ", " + cluster + "]";
    }
}
