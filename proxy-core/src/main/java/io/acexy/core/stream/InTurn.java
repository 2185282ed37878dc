package io.acexy.core.stream;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import io.netty.util.concurrent.PromiseCombiner;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Ends streams one after the other: another process that has its media from them looks for an engine for each, and all at once would keep
 * each other waiting for longer than engines reach back.
 */
final class InTurn {

    /** An engine that has the content answers within that. */
    private static final Duration MOMENT = Duration.ofMillis(250);

    private InTurn() {}

    /**
     * Any thread.
     *
     * @param streams asked on {@code executor}
     * @param span in which the last has to be told; with a few each has a moment for itself
     * @return completed when the last has been stopped
     */
    static Future<Void> shutDown(Supplier<Collection<Stream>> streams, Duration span, EventExecutor executor) {
        Promise<Void> closed = executor.newPromise();
        executor.execute(() -> {
            List<Stream> left = List.copyOf(streams.get());
            long gap = Math.min(span.toNanos() / Math.max(1, left.size()), MOMENT.toNanos());
            PromiseCombiner combiner = new PromiseCombiner(executor);
            for (int i = 0; i < left.size(); i++) {
                combiner.add(shutDown(left.get(i), i * gap, executor));
            }
            combiner.finish(closed);
        });
        return closed;
    }

    private static Future<Void> shutDown(Stream stream, long nanos, EventExecutor executor) {
        if (nanos == 0) {
            return stream.shutDown(executor);
        }
        Promise<Void> done = executor.newPromise();
        executor.schedule(
                () -> stream.shutDown(executor).addListener(ended -> done.trySuccess(null)),
                nanos,
                TimeUnit.NANOSECONDS);
        return done;
    }
}
