package io.acexy.core.vod;

import io.acexy.core.engine.ContentId;
import io.acexy.core.engine.Engine;
import io.acexy.core.engine.EngineFault;
import io.acexy.core.engine.SessionLinks;

/** Who wants to know which engines play films. Called on the home loop of the viewer's session; must not block. */
public interface FilmListener {

    /** Nobody. */
    FilmListener NONE = new FilmListener() {};

    /** An engine has accepted a film for one viewer. */
    default void sessionStarted(ContentId content, Engine engine, SessionLinks links) {}

    /**
     * A session that had started is over. Once for each.
     *
     * @param fault why, or null when it was no longer needed
     */
    default void sessionEnded(ContentId content, Engine engine, SessionLinks links, EngineFault fault) {}

    /** An engine has not accepted a film. */
    default void startFailed(ContentId content, Engine engine, EngineFault fault) {}
}
