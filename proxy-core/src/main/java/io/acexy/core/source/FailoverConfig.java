package io.acexy.core.source;

import java.time.Duration;

/**
 * When a stream is moved to another engine.
 *
 * @param stallCheck silence after which, at the latest, another engine is opened, and the one in use is asked how the session
 *     is doing
 * @param stallTimeout silence after which the one in use is given up: the first of the two to go on is used
 * @param videoTimeout how long the picture may be missing while sound comes, and how long without a keyframe where there
 *     were keyframes
 * @param slowDeficit by how much media may fall behind the wall clock, counted from its best position
 * @param attemptTimeout how long a replacement may take to its first media
 * @param startRace after how long without media a start is tried on a second engine beside the first; zero is never
 * @param standbyPlayers from how many players on a second engine is kept ready; 0 is never
 */
public record FailoverConfig(
        Duration stallCheck,
        Duration stallTimeout,
        Duration videoTimeout,
        Duration slowDeficit,
        Duration attemptTimeout,
        Duration startRace,
        int standbyPlayers) {}
