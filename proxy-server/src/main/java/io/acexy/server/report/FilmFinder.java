package io.acexy.server.report;

import io.acexy.core.engine.ContentId;
import io.acexy.core.engine.Engine;
import io.acexy.core.engine.EngineFault;
import io.acexy.core.stream.StreamListener;
import io.acexy.core.vod.Films;

/**
 * Hears of streams that turn out to be films.
 *
 * @param films is told
 */
public record FilmFinder(Films films) implements StreamListener {

    @Override
    public void startFailed(ContentId content, Engine engine, EngineFault fault) {
        if (fault.kind() == EngineFault.Kind.ON_DEMAND) {
            films.found(content);
        }
    }
}
