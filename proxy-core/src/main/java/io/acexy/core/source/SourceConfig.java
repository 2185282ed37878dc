package io.acexy.core.source;

import java.time.Duration;

/**
 * Times and limits of the engines' side of a stream.
 *
 * @param failover when a stream is moved to another engine
 * @param startTimeout how long a session of a cold content may take to its first media
 * @param emptyTimeout silence after which a run gives up
 * @param held how much of what a candidate sends is held
 */
public record SourceConfig(FailoverConfig failover, Duration startTimeout, Duration emptyTimeout, HeldLimits held) {}
