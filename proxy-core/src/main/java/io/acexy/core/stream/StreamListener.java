package io.acexy.core.stream;

import io.acexy.core.broadcast.Skip;
import io.acexy.core.engine.ContentId;
import io.acexy.core.engine.Engine;
import io.acexy.core.engine.EngineFault;
import io.acexy.core.engine.SessionLinks;
import io.acexy.core.source.Switch;
import io.acexy.core.source.Turn;
import java.time.Duration;

/**
 * Who wants to know what happens to streams and to those who watch them: a log, metrics, an orchestrator. Each event is told
 * once, by the name under which its stream was opened. Called on the streams' home loops, {@link #refused} on the player's;
 * must not block. What a listener throws is reported, and neither the stream nor another listener notices.
 */
public interface StreamListener {

    /** Nobody. */
    StreamListener NONE = new StreamListener() {};

    // ---- the stream ----

    /** Somebody wants a stream that does not run: an engine is looked for. */
    default void starting(ContentId content) {}

    /** A start has come to media that players can begin with, so long after it was wanted. */
    default void live(ContentId content, Duration took) {}

    /** A start has failed, or a stream that ran has, for everybody who waited or watched. */
    default void failed(ContentId content, StreamFailure why) {}

    /** A stream that was started is gone. */
    default void ended(ContentId content, StreamEnd end) {}

    // ---- its players ----

    /** A player has his first media. */
    default void joined(ContentId content, Join join) {}

    /** A player was overtaken, and goes on further ahead. */
    default void skipped(ContentId content, String player, Skip skip) {}

    /** A player who had a seat, whether he has had media or not, is gone. */
    default void left(ContentId content, Departure departure) {}

    /** A player was given no seat. */
    default void refused(ContentId content, StreamFailure why) {}

    // ---- its engines ----

    /** An engine session has delivered its first media that players get. */
    default void sessionStarted(ContentId content, Engine engine, SessionLinks links) {}

    /**
     * An engine session that had started is over.
     *
     * @param fault why, or null when it was no longer needed
     */
    default void sessionEnded(ContentId content, Engine engine, SessionLinks links, EngineFault fault) {}

    /** A session has failed before any of its media was used. */
    default void startFailed(ContentId content, Engine engine, EngineFault fault) {}

    /** The engine in use gives reason to look for another; it stays in use for now. */
    default void suspected(ContentId content, Engine engine, EngineFault why) {}

    /**
     * No media that players had not had has come for so long, at least for as long as it takes until an engine is asked why; it
     * is over now: media comes again, or is given up. Players, who have a burst in hand, may not have noticed.
     */
    default void stalled(ContentId content, Duration silence) {}

    /**
     * Another of the contents behind a channel's name has its turn: told of the first one, too, and of each that follows it. What
     * is told of engines is of the one on turn; its sessions have been told over before the next one's turn.
     */
    default void turned(ContentId channel, Turn turn) {}

    /** The stream goes on with the media of another session, whose start, if it is new, is told next. */
    default void switched(ContentId content, Switch change) {}
}
