package io.acexy.it.support;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.testkit.Patience;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Connects anew again and again, asks for something small, and counts who was not answered. */
public final class Callers implements AutoCloseable {

    /** Who waits for an answer costs a thread. */
    private static final int MOST_AT_ONCE = 200;

    private final InetSocketAddress address;
    private final Semaphore free = new Semaphore(MOST_AT_ONCE);
    private final ScheduledExecutorService pace = Executors.newSingleThreadScheduledExecutor();
    private final ExecutorService callers = Executors.newCachedThreadPool();
    private final AtomicInteger answered = new AtomicInteger();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();

    private Callers(InetSocketAddress address) {
        this.address = address;
    }

    /** Begins: so many a second, until too many wait. */
    public static Callers of(InetSocketAddress address, int perSecond) {
        Callers callers = new Callers(address);
        callers.pace.scheduleAtFixedRate(callers::send, 0, 1_000_000_000L / perSecond, TimeUnit.NANOSECONDS);
        return callers;
    }

    private void send() {
        if (free.tryAcquire()) {
            callers.execute(this::call);
        }
    }

    private void call() {
        try (RawConnection connection = RawConnection.to(address)) {
            int status = connection.get("/livez").answer().status();
            if (status == 200) {
                answered.incrementAndGet();
            } else {
                failures.add("status " + status);
            }
        } catch (IOException e) {
            failures.add(e.toString());
        } finally {
            free.release();
        }
    }

    /** Ends, and checks that each has been answered, and that there were some. */
    public void assertAllAnswered() throws InterruptedException {
        pace.shutdownNow();
        callers.shutdown();
        assertThat(callers.awaitTermination(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS))
                .isTrue();
        assertThat(failures).as("of " + answered + " calls").isEmpty();
        assertThat(answered).hasPositiveValue();
    }

    @Override
    public void close() {
        pace.shutdownNow();
        callers.shutdownNow();
    }
}
