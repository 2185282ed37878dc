package io.acexy.bench;

import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Runs benchmarks on the kind of thread that event loops are: only there do the buffer allocator and the recyclers keep
 * their caches, without which everything would look slower, and wasteful, than it is. JMH makes the one object of it in the JVM
 * that it measures in.
 */
public final class EventLoopThreads extends ThreadPoolExecutor {

    /** Tells JMH that there is a pool of our own. */
    static final String WANTED = "-Djmh.executor=CUSTOM";

    /** Tells JMH which one. */
    static final String NAMED = "-Djmh.executor.class=io.acexy.bench.EventLoopThreads";

    /** As JMH wants it. */
    public EventLoopThreads(int threads, String name) {
        super(threads, threads, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), new DefaultThreadFactory(name, true));
    }
}
