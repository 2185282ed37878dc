package io.acexy.server.lifecycle;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Ticker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Whether the event loops turn. Each look gives every loop a task, if the last one has been done, and judges by those that have
 * not: so nobody waits, and while nobody asks it costs nothing. Any thread.
 */
public final class LoopWatch {

    /** A loop that does nothing else for so long does not come back. */
    static final Duration STUCK = Duration.ofSeconds(10);

    private final List<Watched> loops = new ArrayList<>();
    private final Ticker ticker;

    private record Watched(EventExecutor loop, AtomicLong asked) {}

    /** @param watched every loop that there is */
    public LoopWatch(Iterable<EventExecutor> watched, Ticker ticker) {
        watched.forEach(loop -> loops.add(new Watched(loop, new AtomicLong())));
        this.ticker = ticker;
    }

    /** A sentence for each loop that stands still. */
    public List<String> stuck() {
        List<String> sentences = new ArrayList<>();
        for (int i = 0; i < loops.size(); i++) {
            Duration still = look(loops.get(i));
            if (still.compareTo(STUCK) >= 0) {
                sentences.add("event loop " + (i + 1) + " has not turned for " + still.toSeconds() + " s");
            }
        }
        return sentences;
    }

    /** For how long it has not done what it was given. */
    private Duration look(Watched watched) {
        long now = ticker.nanoTime() | 1; // never 0, which is none
        AtomicLong asked = watched.asked;
        if (asked.compareAndSet(0, now)) {
            try {
                watched.loop.execute(() -> asked.set(0));
            } catch (RejectedExecutionException ended) {
                asked.set(0); // with the process
            }
            return Duration.ZERO;
        }
        long since = asked.get();
        return since == 0 ? Duration.ZERO : Duration.ofNanos(now - since);
    }
}
