package io.acexy.server.selection;

import io.acexy.orchestrator.event.EventQueueStats;
import io.acexy.orchestrator.health.Health;
import java.time.Duration;

/**
 * How it stands with an orchestrator at one moment.
 *
 * @param health what it has said last
 * @param age of that
 * @param circuitOpen whether calls are not even tried
 * @param events what is told to it
 * @param engines of its last list
 * @param slots that we hold on those
 */
public record OrchestratorFacts(
        Health health, Duration age, boolean circuitOpen, EventQueueStats events, EngineCounts engines, int slots) {}
