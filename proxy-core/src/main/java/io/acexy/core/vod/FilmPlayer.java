package io.acexy.core.vod;

import io.acexy.core.engine.FilmHead;
import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;

/** Who has ordered a film, at the end of his connection. Lives on the home loop of the viewer's session, and is called there. */
public interface FilmPlayer {

    /** Where his connection lives: the home of a session that has to be opened for him. Any thread. */
    EventLoop loop();

    /**
     * Brings his connection to the loop of a session.
     *
     * @param arrived called on that loop, later, and in any case
     */
    void moveTo(EventLoop home, Runnable arrived);

    /** The head of the engine's answer, which is his. Once. */
    void begin(FilmHead head);

    /** Whether he should be given more bytes now. When that turns true again he says so: {@link Reading#writable}. */
    boolean isWritable();

    /** The next bytes of his answer; he owns them. */
    void bytes(ByteBuf data);

    /** He has had all. The last call. */
    void complete();

    /** There is nothing for him, or no more. The last call. */
    void ended(FilmFailure why);
}
