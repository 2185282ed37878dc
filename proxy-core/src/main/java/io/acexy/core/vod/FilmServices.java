package io.acexy.core.vod;

import io.acexy.core.Bugs;
import io.acexy.core.Places;
import io.acexy.core.engine.EngineSelector;
import io.acexy.core.engine.FilmSession;

/**
 * What all films work with.
 *
 * @param config times
 * @param places one for each viewer, shared with streams
 * @param selector chooses engines
 * @param sessions opens sessions on them
 * @param listener hears what happens
 * @param bugs hears of our own mistakes
 */
public record FilmServices(
        FilmConfig config,
        Places places,
        EngineSelector selector,
        FilmSession.Opener sessions,
        FilmListener listener,
        Bugs bugs) {}
