package io.acexy.server.play;

import java.time.Duration;

/**
 * What clients may cost who take this proxy for an engine.
 *
 * @param idle how long a session lives that nobody uses
 * @param maxSessions at once, whether their media is read or not
 * @param node the number of this proxy among several, which links have; 0 where it is alone
 */
public record GuestLimits(Duration idle, int maxSessions, int node) {}
