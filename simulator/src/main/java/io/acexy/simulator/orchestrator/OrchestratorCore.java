package io.acexy.simulator.orchestrator;

import io.acexy.simulator.engine.DelayRange;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * What the parts of one orchestrator share. Everything is confined to {@link #loop}, except what guards itself (scripts and
 * counters) and the volatile fields.
 */
final class OrchestratorCore {

    final EventLoop loop;
    final OrchestratorScriptBoard scripts = new OrchestratorScriptBoard();
    final OrchestratorCounterBoard counters = new OrchestratorCounterBoard();
    /** The same choices every time. */
    final Random random = new Random(1);

    volatile OrchestratorSettings settings;
    volatile OrchestratorDialect dialect;

    private final Consumer<String> observer;
    private final Set<Future<?>> timers = new HashSet<>();
    private boolean closed;

    OrchestratorCore(
            EventLoop loop, OrchestratorSettings settings, OrchestratorDialect dialect, Consumer<String> observer) {
        this.loop = loop;
        this.observer = observer;
        this.settings = settings;
        this.dialect = dialect;
    }

    /** Runs something on the loop after a delay, at once if there is none, never once the orchestrator is closed. */
    void later(long nanos, Runnable task) {
        assert loop.inEventLoop();
        if (closed) {
            return;
        }
        if (nanos <= 0) {
            task.run();
            return;
        }
        Future<?> timer = loop.schedule(task, nanos, TimeUnit.NANOSECONDS);
        timers.add(timer);
        timer.addListener(done -> timers.remove(timer));
    }

    void later(DelayRange delay, Runnable task) {
        later(nanos(delay), task);
    }

    void later(Duration delay, Runnable task) {
        later(delay.toNanos(), task);
    }

    long nanos(DelayRange delay) {
        return delay.pickNanos(random);
    }

    /** Tells the observer what happens. */
    void say(String line) {
        observer.accept(line);
    }

    /** A name as Docker gives: 64 hexadecimal digits. */
    String newContainerId() {
        StringBuilder id = new StringBuilder(64);
        for (int i = 0; i < 64; i++) {
            id.append(Character.forDigit(random.nextInt(16), 16));
        }
        return id.toString();
    }

    boolean isClosed() {
        return closed;
    }

    void close() {
        closed = true;
        new ArrayList<>(timers).forEach(timer -> timer.cancel(false));
    }
}
