package io.acexy.testkit;

import io.netty.util.ResourceLeakDetector;
import io.netty.util.ResourceLeakTracker;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

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

    /** How many that were made since somebody looked for leaks are not released. */
    private static volatile AtomicLong young = new AtomicLong();

    /** The same of those that were there once when he looked. What was there twice is kept for good, as constants are. */
    private static volatile AtomicLong older = new AtomicLong();

    /**
     * Does as another does, and counts.
     *
     * @param open goes down when the resource is released
     */
    private record Counted<T>(ResourceLeakTracker<T> tracker, AtomicLong open) implements ResourceLeakTracker<T> {

        @Override
        public void record() {
            tracker.record();
        }

        @Override
        public void record(Object hint) {
            tracker.record(hint);
        }

        @Override
        public boolean close(T resource) {
            boolean first = tracker.close(resource);
            if (first) {
                open.decrementAndGet();
            }
            return first;
        }
    }

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
    public ResourceLeakTracker<T> track(T resource) {
        return counted(super.track(resource));
    }

    @Override
    public ResourceLeakTracker<T> trackForcibly(T resource) {
        return counted(super.trackForcibly(resource));
    }

    /** @param tracker null where the level of detection leaves this one out */
    private static <T> ResourceLeakTracker<T> counted(ResourceLeakTracker<T> tracker) {
        if (tracker == null) {
            return null;
        }
        AtomicLong open = young;
        open.incrementAndGet();
        return new Counted<>(tracker, open);
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

    /** Whether anything may be found: something is not released. */
    static boolean anyOpen() {
        return young.get() > 0 || older.get() > 0;
    }

    /** Says that the collector has run, and that all it found is reported. */
    static void looked() {
        older = young;
        young = new AtomicLong();
    }

    /** Takes the oldest report, or returns null when nothing has leaked. */
    static Leak poll() {
        return REPORTS.poll();
    }
}
