package io.acexy.core.engine;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.util.Map;

/**
 * One session of one film on one engine, as its owner sees it: started, read by one reader after the other, stopped. Confined to
 * the home loop that it was opened with.
 */
public interface FilmSession {

    /** Makes sessions, which do nothing before they are started. */
    @FunctionalInterface
    interface Opener {

        /**
         * One session, not yet started.
         *
         * @param options further engine parameters of the player, passed on as they are
         */
        FilmSession open(EventLoop home, Engine engine, ContentId content, Map<String, String> options);
    }

    /** Asks the engine to start; called once. The answer comes on the home loop, in bounded time, and never fails. */
    Future<SessionLinks.Reading> start();

    /**
     * Reads all or a part of the film. A reader that there still is is closed first: engines have one for a session.
     *
     * @param headers such as {@code Range}, by their names, sent as they are and none added
     */
    FilmReader read(Map<String, String> headers, FilmReader.Listener listener);

    /**
     * Ends the session on the engine too; a start that is still under way is finished first. Completed on the home loop, in
     * bounded time, and never fails.
     */
    Future<Void> stop();

    /** Forgets the session without stopping it: another one of ours plays this content there, and a stop would end both. */
    void abandon();
}
