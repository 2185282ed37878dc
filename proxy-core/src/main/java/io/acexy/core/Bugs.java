package io.acexy.core;

import io.netty.channel.ChannelException;
import io.netty.handler.codec.CodecException;
import java.io.IOException;
import java.nio.channels.NotYetConnectedException;
import java.nio.channels.UnresolvedAddressException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.DataFormatException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was thrown and should not have been: our own mistakes, and memory that is refused. Each is counted, and logged with its
 * stack; of a burst of the same one, the first of a second. What it has touched is ended by the place that caught it. Any
 * thread.
 */
public final class Bugs {

    private static final Logger LOG = LoggerFactory.getLogger(Bugs.class);

    private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final AtomicLong count = new AtomicLong();

    /** The burst that is going on: a value, so that a race of two threads costs a line at most. */
    private volatile Burst burst = new Burst("", 0, 0);

    private record Burst(String place, long loggedAt, long countedThen) {}

    /**
     * Whether it is our own mistake. A broken connection and what a codec says of the other side's bytes are not; a codec may
     * wrap a mistake, though, and what a decompressor says of broken bytes has no name of the codecs'. A connection whose other end is
     * gone before it stands says so with a state (epoll reads from it all the same), and a name without an address with an argument.
     */
    public static boolean isOurs(Throwable cause) {
        if (cause instanceof IOException
                || cause instanceof ChannelException
                || cause instanceof NotYetConnectedException
                || cause instanceof UnresolvedAddressException
                || cause instanceof DataFormatException) {
            return false;
        }
        return !(cause instanceof CodecException)
                || (cause.getCause() != null && cause.getCause() != cause && isOurs(cause.getCause()));
    }

    /**
     * Counts one, and logs it.
     *
     * @param ended what it has put an end to, such as "engine session"
     */
    public void report(String ended, Throwable cause) {
        long total = count.incrementAndGet();
        String place = placeOf(cause);
        long now = System.nanoTime();
        Burst last = burst;
        if (last.place.equals(place) && now - last.loggedAt < QUIET_NANOS) {
            return;
        }
        burst = new Burst(place, now, total);
        LOG.atError()
                .addKeyValue("ended", ended)
                .addKeyValue("unlogged", total - last.countedThen - 1)
                .setCause(cause)
                .log("a mistake in this program");
    }

    /**
     * The task, for a timer, a future or a loop, none of which looks at what it throws: this does.
     *
     * @param ended what is over when it throws, such as "a look at the media of a stream"
     */
    public Runnable guard(String ended, Runnable task) {
        return () -> run(ended, task, () -> {});
    }

    /**
     * Runs a task that nobody could answer for.
     *
     * @param ended what is over when it throws
     * @param end ends that; it may throw as well
     */
    public void run(String ended, Runnable task, Runnable end) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            report(ended, e);
            run("the end of " + ended, end, () -> {});
        }
    }

    private static String placeOf(Throwable cause) {
        StackTraceElement[] stack = cause.getStackTrace();
        return cause.getClass().getName() + (stack.length == 0 ? "" : " at " + stack[0]);
    }

    /** How many there have been. */
    public long count() {
        return count.get();
    }
}
