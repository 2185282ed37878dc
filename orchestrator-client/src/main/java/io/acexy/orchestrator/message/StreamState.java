package io.acexy.orchestrator.message;

import java.time.Instant;
import java.util.Optional;

/**
 * One stream as the orchestrator remembers it.
 *
 * @param id {@code key|playback session} in dialect A, the content id in dialect B
 * @param key the content
 * @param containerId the engine it is counted on
 * @param playbackSessionId the engine's session
 * @param startedAt when it was reported
 * @param active true until it was reported or found ended
 */
public record StreamState(
        String id,
        String key,
        String containerId,
        String playbackSessionId,
        Optional<Instant> startedAt,
        boolean active) {}
