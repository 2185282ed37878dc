package io.acexy.testkit;

import io.netty.util.ResourceLeakDetector;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Netty's leak detector with a memory: every report is kept for {@link LeakGuard} instead of being logged and forgotten.
 * Named in the test JVM's {@code io.netty.customResourceLeakDetector}. Reports arrive on any thread.
 *
 * @param <T> the resource that is tracked
 */
public final class RecordingLeakDetector<T> extends ResourceLeakDetector<T> {

    private static final Queue<String> REPORTS = new ConcurrentLinkedQueue<>();

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
        REPORTS.add(resourceType + records);
    }

    @Override
    protected void reportUntracedLeak(String resourceType) {
        REPORTS.add(resourceType + " (no records)");
    }

    /** Takes the oldest report, or returns null when nothing has leaked. */
    static String poll() {
        return REPORTS.poll();
    }
}
