package io.acexy.server.http;

import java.time.Duration;

/** Who is told of each request when it is over. Called on event loops; never waits. */
@FunctionalInterface
public interface AccessLog extends AutoCloseable {

    /** Nobody; then nothing is counted either. */
    AccessLog NONE = served -> {};

    /** A request is over. */
    void ended(Served served);

    /** What has been told is written; nothing more is. Blocks, for a moment: not for event loops. */
    @Override
    default void close() {}

    /**
     * One that is over.
     *
     * @param trail who asked for what, and what else is known
     * @param status of the answer; 499 for a client who left before there was one
     * @param bytes of the answer's body, without framing
     * @param end why it is over: {@code complete}, or why its connection has ended
     * @param took since its head had been read
     */
    record Served(Trail trail, int status, long bytes, String end, Duration took) {}
}
