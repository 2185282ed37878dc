package io.acexy.server.config;

import io.acexy.orchestrator.OrchestratorConfig;
import java.util.Optional;

/**
 * Engines by an orchestrator.
 *
 * @param orchestrator how to talk with it; without one nothing else here is used
 * @param instance this proxy's name in its books; empty to derive it
 * @param patience how long to wait for what it does
 * @param fallbackMaxStreams streams on one fallback engine at once while it is away; 0 is no limit
 */
public record OrchestrationConfig(
        Optional<OrchestratorConfig> orchestrator,
        String instance,
        OrchestrationPatience patience,
        int fallbackMaxStreams) {

    public OrchestrationConfig {
        OrchestrationSettings.INSTANCE.check(instance);
        OrchestrationSettings.FALLBACK_MAX_STREAMS.check(fallbackMaxStreams);
    }
}
