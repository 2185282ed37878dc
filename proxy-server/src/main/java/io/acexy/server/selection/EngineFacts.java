package io.acexy.server.selection;

import java.util.Optional;

/**
 * What engines there are to choose from at one moment, and what is taken of them.
 *
 * @param configured those that the settings name: a pool, or what there is to fall back on
 * @param slots that we hold on those
 * @param orchestrator nothing where there is none
 */
public record EngineFacts(EngineCounts configured, int slots, Optional<OrchestratorFacts> orchestrator) {}
