package io.acexy.core.vod;

import io.acexy.core.Bugs;
import io.acexy.core.engine.EngineSelector;
import io.acexy.core.engine.FilmSession;

/**
 * What all films work with.
 *
 * @param config times and limits
 * @param selector chooses engines
 * @param sessions opens sessions on them
 * @param listener hears what happens
 * @param bugs hears of our own mistakes
 */
public record FilmServices(
        FilmConfig config, EngineSelector selector, FilmSession.Opener sessions, FilmListener listener, Bugs bugs) {}
