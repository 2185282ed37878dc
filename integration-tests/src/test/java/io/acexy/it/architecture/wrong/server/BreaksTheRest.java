package io.acexy.it.architecture.wrong.server;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Logger;

/** Mistakes: reads the environment, logs by another way, sleeps, and keeps state in static fields. */
public final class BreaksTheRest {

    static final AtomicInteger COUNT = new AtomicInteger();

    @SuppressWarnings("NonFinalStaticField") // that is the mistake
    static String last = "";

    private BreaksTheRest() {}

    static void run() throws InterruptedException {
        last = System.getenv("HOME");
        Logger.getLogger("x").info(last);
        TimeUnit.DAYS.sleep(1);
        COUNT.incrementAndGet();
    }
}
