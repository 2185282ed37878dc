package io.acexy.core.stream;

import io.acexy.core.engine.ContentId;
import io.acexy.core.engine.Engine;
import io.acexy.core.engine.EngineFault;
import io.acexy.core.engine.SessionLinks;
import io.acexy.core.source.Switch;

/** Who wants to know what happens to streams. Called on their home loops; must not block. */
public interface StreamListener {

    /** Nobody. */
    StreamListener NONE = new StreamListener() {};

    /** An engine session has delivered its first media. */
    default void sessionStarted(ContentId content, Engine engine, SessionLinks links) {}

    /**
     * An engine session that had delivered media is over.
     *
     * @param fault why, or null when nobody watched any more
     */
    default void sessionEnded(ContentId content, Engine engine, SessionLinks links, EngineFault fault) {}

    /** The engine in use gives reason to look for another. */
    default void suspected(ContentId content, Engine engine, EngineFault why) {}

    /** The stream goes on with the media of another session. */
    default void switched(ContentId content, Switch change) {}

    /** A start has failed on one engine. */
    default void startFailed(ContentId content, Engine engine, EngineFault fault) {}
}
