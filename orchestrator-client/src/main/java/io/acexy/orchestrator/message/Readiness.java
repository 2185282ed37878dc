package io.acexy.orchestrator.message;

import java.util.Optional;

/**
 * The answer of {@code /health/ready}, where it is offered.
 *
 * @param ready false if it should be left alone for now
 * @param engines how many engines there are
 * @param activeStreams how many streams run
 * @param circuitState its circuit breaker
 */
public record Readiness(boolean ready, int engines, int activeStreams, Optional<String> circuitState) {}
