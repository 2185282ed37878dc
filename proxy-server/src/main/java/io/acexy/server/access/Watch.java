package io.acexy.server.access;

import io.acexy.core.Bugs;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Looks at a file twice a second, on a thread of its own, until it is closed. */
final class Watch implements AutoCloseable {

    private static final long LOOK_MILLIS = 500;

    private final ScheduledExecutorService thread;

    /** @param look may block */
    Watch(String name, Bugs bugs, Runnable look) {
        thread = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread made = new Thread(task, "acexy-" + name);
            made.setDaemon(true);
            return made;
        });
        thread.scheduleWithFixedDelay(
                bugs.guard("a look at the file of " + name, look), LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
