package io.acexy.core.stream;

import io.acexy.core.engine.SessionLinks;
import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.Future;

/** The stream that an {@link EngineRun} serves. Called on the home loop. */
interface RunOwner {

    /** The first engine has accepted the start and says what the content is. */
    void named(SessionLinks links);

    /** The next media of the source in use; the owner takes it over. */
    void media(ByteBuf data);

    /** A new source is in use: the owner goes on with what it held, and does not keep it. */
    void spliced(Splicer source, Splice splice);

    /** The start has failed for good. */
    void lost(StreamFailure failure);

    /** Every engine is full: make room if possible; null when it is not. */
    Future<Void> reclaim();

    /** The end of what has been published. */
    PacketTail tail();
}
