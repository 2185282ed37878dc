package io.acexy.server.play;

import java.time.Duration;

/**
 * What players may cost.
 *
 * @param maxPlayers players at once, of all streams together; 0 is no limit
 * @param writeTimeout how long a player may accept no byte
 */
public record PlayerLimits(int maxPlayers, Duration writeTimeout) {}
