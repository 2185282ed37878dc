package io.acexy.orchestrator.message;

import java.util.Optional;

/**
 * The orchestrator has started an engine (dialect A) or has taken the wish (dialect B). Where the engine listens is not
 * here on purpose: the answer names no host, and its port belongs to the orchestrator's machine. Both come from the engine
 * list, under this container id.
 *
 * @param containerId the new engine; empty in dialect B, whose engine appears in the list some time later
 * @param containerName its display name
 */
public record Provisioned(Optional<String> containerId, Optional<String> containerName) {}
