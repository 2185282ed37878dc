package io.acexy.core.source;

import io.acexy.core.engine.Engine;
import io.acexy.core.engine.MediaSink;
import io.acexy.core.engine.SessionLinks;
import io.netty.util.concurrent.Future;

/** The stream that an {@link EngineRun} serves, and the sink of the media in use. Called on the home loop. */
public interface RunOwner extends MediaSink {

    /** The first engine has accepted the start and says what the content is. */
    void named(SessionLinks links);

    /** What {@link EngineRun#status} says has changed. */
    void changed();

    /**
     * An engine has accepted another content than the one that the run began with.
     *
     * @return the engine of another stream that plays it, or null
     */
    Engine playedElsewhere(SessionLinks links);

    /** Another source is in use: the owner goes on with what it has sent so far, which is nothing at the first. */
    void spliced(Continuation next);

    /** Another content's turn has come; it may take as long as a start. */
    void turned();

    /** There will be no more media. The owner stops the run. */
    void lost(RunEnd end);

    /** Every engine is full: make room if possible; null when it is not. */
    Future<Void> reclaim();
}
