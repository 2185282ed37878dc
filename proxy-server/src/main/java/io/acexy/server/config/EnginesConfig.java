package io.acexy.server.config;

import io.acexy.core.engine.EngineConfig;

/**
 * Where engines are, and the patience with them.
 *
 * @param calls how to talk with an engine
 * @param pool those that are known without an orchestrator
 * @param orchestration those that an orchestrator has
 */
public record EnginesConfig(EngineConfig calls, PoolConfig pool, OrchestrationConfig orchestration) {}
