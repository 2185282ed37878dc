package io.acexy.core.vod;

import java.time.Duration;

/**
 * The times of films.
 *
 * @param startTimeout how long a player waits for the head of his answer
 * @param attemptTimeout how long an engine may be silent in the middle of a film until another is tried
 * @param patience how long a player who wants bytes may get none until his answer is ended
 * @param linger how long a session outlives its player, who may come back for another part
 */
public record FilmConfig(Duration startTimeout, Duration attemptTimeout, Duration patience, Duration linger) {}
