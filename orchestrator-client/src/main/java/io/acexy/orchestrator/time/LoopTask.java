package io.acexy.orchestrator.time;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A task for a loop or one of its timers that logs what it throws, with its stack. Netty would log it for a task and keep it to
 * itself for a timer, in a future that nobody reads. Nothing a task of this client does may throw, so whatever does is a
 * mistake in this program, and no fault of an orchestrator.
 */
public final class LoopTask implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(LoopTask.class);

    private final String name;
    private final Runnable task;

    /** @param name what it does, for the log */
    public LoopTask(String name, Runnable task) {
        this.name = name;
        this.task = task;
    }

    @Override
    public void run() {
        try {
            task.run();
        } catch (Throwable mistake) { // an assertion too must be seen
            LOG.atError().addKeyValue("task", name).setCause(mistake).log("a mistake in this program");
        }
    }
}
