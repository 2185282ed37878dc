package io.acexy.server.http;

import java.time.Duration;

/**
 * What one player may cost.
 *
 * @param maxPlayers players at once, of all streams together; 0 is no limit
 * @param writeTimeout how long a player may accept no byte
 * @param requestTimeout how long a client may take for a request
 */
public record PlayerLimits(int maxPlayers, Duration writeTimeout, Duration requestTimeout) {}
