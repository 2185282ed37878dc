package io.acexy.server.lifecycle;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Tells the service manager how this process fares, in the words of sd_notify(3). Any thread; waits for nothing. */
public final class Supervisor {

    private final Consumer<String> manager;
    private volatile boolean replaced;

    /** @param manager is given one message at a time: assignments, a line each */
    public Supervisor(Consumer<String> manager) {
        this.manager = manager;
    }

    /**
     * It serves, also again after {@link #reloading}.
     *
     * @param status a short line for those who ask
     */
    public void ready(String status) {
        tell("READY=1\nSTATUS=" + status);
    }

    /**
     * It ends, in its own time.
     *
     * @param longest how long that may take: the manager waits so long, whatever it had been told before
     */
    public void ending(Duration longest) {
        tell("STOPPING=1\nEXTEND_TIMEOUT_USEC=" + TimeUnit.NANOSECONDS.toMicros(longest.toNanos())
                + "\nSTATUS=draining: whoever plays may go on");
    }

    /** It reads its settings again; {@link #ready} ends that. */
    public void reloading() {
        // System.nanoTime() is CLOCK_MONOTONIC, by which the manager tells this reload from an earlier one.
        tell("RELOADING=1\nMONOTONIC_USEC=" + TimeUnit.NANOSECONDS.toMicros(System.nanoTime()));
    }

    /** Its loops turn. */
    public void alive() {
        tell("WATCHDOG=1");
    }

    /**
     * Another process is the service from now on; of this one the manager hears no more.
     *
     * @param pid of the other
     */
    public void replacedBy(long pid) {
        tell("MAINPID=" + pid);
        replaced = true;
    }

    private void tell(String message) {
        if (!replaced) {
            manager.accept(message);
        }
    }
}
