package io.acexy.testkit;

import io.netty.util.ResourceLeakDetector;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Netty's leak detector with a memory: every report is kept for {@link LeakGuard} instead of being logged and forgotten,
 * with the test that made the buffer.
 * Named in the test JVM's {@code io.netty.customResourceLeakDetector}. Reports arrive on any thread.
 *
 * @param <T> the resource that is tracked
 */
public final class RecordingLeakDetector<T> extends ResourceLeakDetector<T> {

    private static final Queue<Leak> REPORTS = new ConcurrentLinkedQueue<>();

    /** Static, as Netty's detectors are, of which there is one for each kind of resource. */
    private static volatile String mark = Leak.mark("no test");

    /** Called by Netty's factory, by reflection. */
    public RecordingLeakDetector(Class<?> resourceType, int samplingInterval) {
        super(resourceType, samplingInterval);
    }

    /** The factory looks for this form too, and complains when there is none. */
    @SuppressWarnings({"deprecation", "unused"})
    public RecordingLeakDetector(Class<?> resourceType, int samplingInterval, long maxActive) {
        super(resourceType, samplingInterval);
    }

    @Override
    protected void reportTracedLeak(String resourceType, String records) {
        REPORTS.add(Leak.of(resourceType + records));
    }

    @Override
    protected void reportUntracedLeak(String resourceType) {
        REPORTS.add(Leak.of(resourceType + " (no records)"));
    }

    @Override
    protected Object getInitialHint(String resourceType) {
        return mark;
    }

    /** Says which test runs from now on, on whatever threads: it is asked to account for every buffer that is made. */
    static void runs(String testClass, String test) {
        mark = Leak.mark(testClass + "#" + test);
    }

    /** Takes the oldest report, or returns null when nothing has leaked. */
    static Leak poll() {
        return REPORTS.poll();
    }
}
