package io.acexy.testkit;

import io.netty.buffer.ByteBufAllocator;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Fails a test class in whose time a reference-counted buffer was collected without being released. Registered for every
 * class through the service loader.
 */
public final class LeakGuard implements AfterAllCallback {

    /** The detector reports a leak only when a later allocation asks for it, and the collector needs to have run first. */
    private static final int ROUNDS = 3;

    @Override
    public void afterAll(ExtensionContext context) {
        List<String> leaks = collect();
        if (!leaks.isEmpty()) {
            throw new AssertionError(leaks.size() + " leaked buffer(s), the first:\n" + leaks.get(0));
        }
    }

    /** What has leaked since the last time. */
    static List<String> collect() {
        List<String> leaks = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            System.gc();
            ByteBufAllocator.DEFAULT.directBuffer(16).release();
            for (String leak = RecordingLeakDetector.poll(); leak != null; leak = RecordingLeakDetector.poll()) {
                leaks.add(leak);
            }
        }
        return leaks;
    }
}
