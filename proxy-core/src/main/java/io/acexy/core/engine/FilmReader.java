package io.acexy.core.engine;

import io.netty.buffer.ByteBuf;

/** Who reads a film: one request for all or a part of it. Confined to the home loop of its session. */
public interface FilmReader {

    /** What a reader is told, on the home loop; nothing after the last of these calls, and nothing once it is closed. */
    interface Listener {

        /** What the engine is going to send. Once. */
        void head(FilmHead head);

        /** The next bytes, of any number; the listener owns them. */
        void bytes(ByteBuf data);

        /** The answer is over as HTTP says it should be. The last call. */
        void complete();

        /** There is no answer, or no more of it. The last call. */
        void failed(EngineFault fault);
    }

    /** Stops or resumes reading from the engine, which feels a slow reader. */
    void reading(boolean on);

    /** Hangs up; the listener hears nothing more. */
    void close();
}
