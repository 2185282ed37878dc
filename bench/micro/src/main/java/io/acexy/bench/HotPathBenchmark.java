package io.acexy.bench;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How all of them are measured: the time of one operation on one thread, without Netty's leak detector. Its level is given in
 * front of the arguments of the command line, so that {@code -jvmArgsAppend -Dio.netty.leakDetection.level=simple} wins.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 1,
        jvmArgsPrepend = {EventLoopThreads.WANTED, EventLoopThreads.NAMED, "-Dio.netty.leakDetection.level=disabled"})
public abstract class HotPathBenchmark {

    /** Packets of a chunk that fills a slab of 64 KiB. */
    protected static final int CHUNK_PACKETS = 348;

    /** Fails a benchmark that would measure something else than it says. */
    protected static void require(boolean holds, String what) {
        if (!holds) {
            throw new IllegalStateException("not so: " + what);
        }
    }
}
