package io.acexy.server.access;

import io.acexy.core.Bugs;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Looks at files twice a second, on a thread of its own, until it is closed. */
public final class Watch implements AutoCloseable {

    private static final long LOOK_MILLIS = 500;

    private final ScheduledExecutorService thread;

    /**
     * Begins to look.
     *
     * @param name what is in the files
     * @param look may block
     */
    public Watch(String name, Bugs bugs, Runnable look) {
        thread = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread made = new Thread(task, "acexy-" + name);
            made.setDaemon(true);
            return made;
        });
        thread.scheduleWithFixedDelay(
                bugs.guard("a look at the files of " + name, look), LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
