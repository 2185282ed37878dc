package io.acexy.core.engine;

import io.netty.buffer.ByteBuf;

/** Where a session's media goes. Called on the session's home loop. */
@FunctionalInterface
public interface MediaSink {

    /** The next piece, of any size; the sink takes it over. */
    void media(ByteBuf data);
}
