package io.acexy.core.engine;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.Map;

/**
 * One session of one content on one engine, as its owner sees it. Confined to the home loop that it was opened with. After
 * {@link #stop} or {@link #abandon} the listener hears nothing more.
 */
public interface MediaSession {

    /** What a session tells its owner, on the home loop. */
    interface Listener {

        /** The engine has accepted the start. No media yet, and no promise that there will be any. */
        void started(SessionLinks links);

        /** The session is over; it may still have to be stopped on the engine. */
        void failed(EngineFault fault);
    }

    /** Makes sessions, which do nothing before they are started. */
    @FunctionalInterface
    interface Opener {

        /**
         * One session, not yet started.
         *
         * @param options further engine parameters of the first player, passed on as they are
         */
        MediaSession open(
                EventLoop home, Engine engine, ContentId content, Map<String, String> options, Listener listener);
    }

    /**
     * Where media goes from now on; to be called before the start, and again whenever it is to go elsewhere, also by the sink
     * itself.
     */
    void feed(MediaSink sink);

    /** Asks the engine to start; called once. */
    void start();

    /** The engine's answer to the start, or null before it has come. */
    SessionLinks links();

    /**
     * Opens the playback once more, after it has broken: the session may live on. The engine is given a moment to notice that
     * the old reader is gone, because a second one would get a broken answer.
     */
    void reopen();

    /** Whether the engine gave an address to ask for statistics. */
    boolean hasStat();

    /**
     * Asks the engine how the session is doing.
     *
     * @return null when the engine does not answer in time or cannot be asked; on the home loop, never fails
     */
    Future<EngineStat> stat(Duration timeout);

    /** Stops or resumes reading from the engine, which then waits like for any slow reader. */
    void reading(boolean on);

    /**
     * How many bytes of media must have come before they are handed over: less work where they are gathered anyway. 1 hands
     * over what has come already. No more than a hint: fewer may come, and a new connection begins with 1.
     */
    void wakeAt(int bytes);

    /**
     * Ends the session on the engine too. A start that is still under way is finished first, because the engine would go on
     * with it: an orphan. The future is completed on the home loop, in bounded time, and never fails.
     */
    Future<Void> stop();

    /**
     * Forgets the session without stopping it on the engine: another session of ours plays the same content there, and a
     * stop would end both.
     */
    void abandon();
}
