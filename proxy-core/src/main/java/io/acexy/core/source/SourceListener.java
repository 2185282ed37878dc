package io.acexy.core.source;

import io.acexy.core.engine.Engine;
import io.acexy.core.engine.EngineFault;
import io.acexy.core.engine.SessionLinks;
import java.time.Duration;

/** Who wants to know what a stream does with its engines. Called on the stream's home loop; must not block. */
public interface SourceListener {

    /** An engine session has delivered its first media that players get. */
    void sessionStarted(Engine engine, SessionLinks links);

    /**
     * An engine session that had started is over. Once for each.
     *
     * @param fault why, or null when it was no longer needed
     */
    void sessionEnded(Engine engine, SessionLinks links, EngineFault fault);

    /** A session has failed before any of its media was used. */
    void startFailed(Engine engine, EngineFault fault);

    /** The engine in use gives reason to look for another; it stays in use for now. */
    void suspected(Engine engine, EngineFault why);

    /** No media that players had not had has come for so long, which is over now: it comes again, or is given up. */
    void stalled(Duration silence);

    /**
     * Another of the contents behind the stream's name has its turn, which is told of the first one, too; not where there is one
     * alone. All sessions of the one before have been told over by then.
     */
    void turned(Turn turn);

    /** The stream goes on with the media of another session, whose start, if it is new, is told next. */
    void switched(Switch change);
}
