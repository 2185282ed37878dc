package io.acexy.server.http;

import io.netty.buffer.ByteBuf;

/** The way of a body that comes by and by to its client. Confined to the connection's loop; after an end it takes nothing more. */
public interface BodySink {

    /** Whether more should be written; a client who does not read makes it false. */
    boolean isWritable();

    /** Calls whenever {@link #isWritable} turns true again. */
    void onWritable(Runnable more);

    /** Calls once when the client has gone, or the body has ended. */
    void onEnd(Runnable ended);

    /** Sends a piece at once, and consumes it. */
    void write(ByteBuf piece);

    /** The body is complete; the connection may serve the next request. */
    void end();
}
