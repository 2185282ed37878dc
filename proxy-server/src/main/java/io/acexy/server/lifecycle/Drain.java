package io.acexy.server.lifecycle;

import io.acexy.core.Bugs;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The time between the wish to end and the end, in which whoever plays may go on. Any thread may begin it; it never blocks. */
public final class Drain {

    private static final Logger LOG = LoggerFactory.getLogger(Drain.class);

    /** How soon it is seen that the last player has gone. */
    static final Duration LOOK = Duration.ofMillis(200);

    private final Supplier<Duration> longest;
    private final IntSupplier players;
    private final EventExecutor executor;
    private final Bugs bugs;
    private final Promise<Void> over;

    private boolean begun;
    private ScheduledFuture<?> looks;
    private long deadline;

    /**
     * @param longest how long players may go on; zero ends at once; asked when it begins
     * @param players how many play; asked on {@code executor}
     */
    public Drain(Supplier<Duration> longest, IntSupplier players, EventExecutor executor, Bugs bugs) {
        this.longest = longest;
        this.players = players;
        this.executor = executor;
        this.bugs = bugs;
        this.over = executor.newPromise();
    }

    /** Begins it; once more changes nothing. */
    public void begin() {
        executor.execute(bugs.guard("drain", this::doBegin));
    }

    private void doBegin() {
        if (begun) {
            return;
        }
        begun = true;
        Duration time = longest.get();
        deadline = executor.ticker().nanoTime() + time.toNanos();
        LOG.atInfo()
                .addKeyValue("players", players.getAsInt())
                .addKeyValue("longest_s", time.toSeconds())
                .log("draining");
        looks = executor.scheduleWithFixedDelay(
                bugs.guard("drain", this::look), 0, LOOK.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void look() {
        int left = players.getAsInt();
        if (left > 0 && executor.ticker().nanoTime() - deadline < 0) {
            return;
        }
        looks.cancel(false);
        LOG.atInfo().addKeyValue("players", left).log("drained");
        over.trySuccess(null);
    }

    /** Completed when nobody plays any more, or the time is over. Never, where it was not begun. */
    public Future<Void> over() {
        return over;
    }
}
