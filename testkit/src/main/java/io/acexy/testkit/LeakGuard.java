package io.acexy.testkit;

import io.netty.buffer.ByteBufAllocator;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * Fails a test class that has made reference-counted buffers which were collected without being released. Registered for
 * every class through the service loader. Each buffer carries the test that was running when it was made, so what a failed
 * class leaves behind is never charged to the one after it: what is found only when its class is over fails the whole run
 * at its end, under the name of the test that made it. Classes of one JVM run one after the other.
 */
public final class LeakGuard implements BeforeAllCallback, BeforeEachCallback, AfterAllCallback {

    /** The detector reports a leak only when a later allocation asks for it, and the collector needs to have run first. */
    private static final int ROUNDS = 3;

    /**
     * What a run has found too late, kept with the root of all tests, which closes it: at the end of a JVM's tests, or where
     * several JVMs share a module's classes, of each class.
     *
     * @param leaks grows as classes end
     */
    private record Late(List<Leak> leaks) implements AutoCloseable {

        @Override
        public void close() {
            leaks.addAll(collect());
            if (!leaks.isEmpty()) {
                throw new AssertionError("found after their tests were over: " + told(leaks));
            }
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        late(context);
        RecordingLeakDetector.runs(topLevel(context), "before its tests");
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        RecordingLeakDetector.runs(topLevel(context), context.getDisplayName());
    }

    @Override
    public void afterAll(ExtensionContext context) {
        String testClass = topLevel(context);
        List<Leak> own = new ArrayList<>();
        for (Leak leak : collect()) {
            (leak.isOf(testClass) ? own : late(context).leaks()).add(leak);
        }
        if (!own.isEmpty()) {
            throw new AssertionError(told(own));
        }
    }

    private static Late late(ExtensionContext context) {
        return context.getRoot()
                .getStore(Namespace.create(LeakGuard.class))
                .getOrComputeIfAbsent(Late.class, key -> new Late(new ArrayList<>()), Late.class);
    }

    /** The class that holds all nested ones. */
    private static String topLevel(ExtensionContext context) {
        Class<?> type = context.getRequiredTestClass();
        while (type.getEnclosingClass() != null) {
            type = type.getEnclosingClass();
        }
        return type.getName();
    }

    private static String told(List<Leak> leaks) {
        return leaks.size() + " leaked buffer(s), the first was made in "
                + leaks.get(0).test() + ":\n" + leaks.get(0).records();
    }

    /** What has leaked since the last time. The collector runs where something is not released: it is dear. */
    static List<Leak> collect() {
        boolean anyOpen = RecordingLeakDetector.anyOpen();
        for (int round = 0; round < ROUNDS; round++) {
            if (anyOpen) {
                System.gc();
            }
            ByteBufAllocator.DEFAULT.directBuffer(16).release();
        }
        if (anyOpen) {
            RecordingLeakDetector.looked();
        }
        List<Leak> leaks = new ArrayList<>();
        for (Leak leak = RecordingLeakDetector.poll(); leak != null; leak = RecordingLeakDetector.poll()) {
            leaks.add(leak);
        }
        return leaks;
    }
}
