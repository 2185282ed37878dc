package io.acexy.orchestrator.message;

/**
 * The orchestrator's own opinion of an engine, where it offers one.
 *
 * @param containerId the engine
 * @param score higher is better
 * @param streamCount active streams
 */
public record EngineScore(String containerId, double score, int streamCount) {}
