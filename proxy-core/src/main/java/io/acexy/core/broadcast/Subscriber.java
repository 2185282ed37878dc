package io.acexy.core.broadcast;

import io.acexy.core.mpegts.JoinPoint;

/** One reader of a broadcast. All methods are called on the broadcast's loop, and none may call back into it. */
public interface Subscriber {

    /** Whether more may be offered; when it turns true again, the broadcast wants to be told ({@link Broadcast#drain}). */
    boolean isWritable();

    /**
     * How much of what has been published it wants to begin with, as far as the ring still holds it, in ticks of 27 MHz; 0:
     * what every newcomer gets.
     */
    default long history() {
        return 0;
    }

    /**
     * Whether what has been published comes in one go, however much it is: for one that only keeps it, and looks at it when all
     * is there. Others get it in several turns ({@link Turns}), between which the loop serves somebody else.
     */
    default boolean takesAllAtOnce() {
        return false;
    }

    /**
     * The stream begins, or goes on after a loss, at a join point: what decoders need in front of it must be sent first.
     *
     * @param resumed false for the first time
     */
    void begin(JoinPoint point, boolean resumed);

    /** Behind the first {@link #begin}: what he is given at once. */
    default void joined(Burst burst) {}

    /** Behind any further {@link #begin}: what he has lost. */
    default void skipped(Skip skip) {}

    /**
     * The next bytes.
     *
     * @param chunk stays the ring's: slices of it are the subscriber's own
     * @param from where in the chunk to begin, in bytes
     */
    void deliver(Chunk chunk, int from);

    /** All that could be delivered now has been. */
    void flush();

    /**
     * One of the calls above has thrown. He is no longer subscribed, what he has been given may be half of what he should have,
     * and nobody else has noticed. The place to tell of it.
     */
    void failed(Throwable cause);

    /** The ring has overtaken this subscriber, and the policy is to drop him. He is no longer subscribed. */
    void overtaken();
}
