package io.acexy.core.stream;

import io.acexy.core.broadcast.Subscriber;
import io.acexy.core.engine.SessionLinks;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;

/**
 * One player of one stream. Lives on the stream's home loop, and is called there; which loop that is may change before the
 * first byte (when two names turn out to be one content).
 */
public interface Player extends Subscriber {

    /** Where the player's connection lives: the home of a stream that has to be opened for him. Any thread. */
    EventLoop loop();

    /** What logs call him, mostly a {@link PlayerName}. Any thread. */
    String name();

    /** Whether his seat is for several, of each of whom {@link Viewing} tells: the seat itself is nobody. */
    default boolean isForOthers() {
        return false;
    }

    /** Whether it is a newer process of this proxy, which plays on for players of its own. */
    default boolean isHeir() {
        return false;
    }

    /** His wish is known as this from now on. The first call, and before {@link StreamRegistry#join} returns. */
    default void known(Viewing viewing) {}

    /**
     * Brings the player's connection to the loop of a stream. Any thread, but one move at a time.
     *
     * @param arrived called on that loop, later, and in any case: a connection that ends on the way has left its seat by then
     */
    void moveTo(EventLoop home, Runnable arrived);

    /**
     * All places are taken. If whoever is behind this player holds another one, which this one was to follow, it is given up.
     * Any thread.
     *
     * @return completed on {@code executor} when it is free; null when there is none
     */
    default Future<Void> giveUpOtherPlace(EventExecutor executor) {
        return null;
    }

    /**
     * An engine has accepted the content, whether or not there will be media. On the loop of the stream that has his seat; again
     * when another engine does.
     */
    default void accepted(SessionLinks links) {}

    /** There will be no media, or no more of it. The last call. */
    void ended(StreamFailure why);

    @Override
    default void overtaken() {
        ended(new StreamFailure(
                StreamFailure.Kind.TOO_SLOW, "the player reads slower than the stream flows", java.time.Duration.ZERO));
    }
}
