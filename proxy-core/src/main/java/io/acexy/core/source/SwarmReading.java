package io.acexy.core.source;

import io.acexy.core.engine.EngineStat;

/**
 * What an engine has said of a session and its swarm.
 *
 * @param stat its answer, which knows the session
 * @param nanos when it came, by the loops' ticker
 */
public record SwarmReading(EngineStat stat, long nanos) {}
