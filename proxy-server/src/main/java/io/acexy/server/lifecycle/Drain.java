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

    /** Before its time is over, for players who ask only now and then: to ask once more, and to fetch what they are told of. */
    static final Duration LAST_WORDS = Duration.ofSeconds(12);

    private final Supplier<Duration> longest;
    private final IntSupplier players;
    private final Runnable lastWords;
    private final EventExecutor executor;
    private final Bugs bugs;
    private final Promise<Void> over;

    private boolean begun;
    private boolean said;
    private ScheduledFuture<?> looks;
    private long deadline;

    /**
     * @param longest how long players may go on; zero ends at once; asked when it begins
     * @param players how many play; asked on {@code executor}
     * @param lastWords called once, on {@code executor}, a little before those who still play have to go
     */
    public Drain(
            Supplier<Duration> longest, IntSupplier players, Runnable lastWords, EventExecutor executor, Bugs bugs) {
        this.lastWords = lastWords;
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
        long time = deadline - executor.ticker().nanoTime();
        if (left > 0 && time > 0) {
            say(time);
            return;
        }
        looks.cancel(false);
        LOG.atInfo().addKeyValue("players", left).log("drained");
        over.trySuccess(null);
    }

    private void say(long time) {
        if (!said && time <= LAST_WORDS.toNanos()) {
            said = true;
            lastWords.run();
        }
    }

    /** Completed when nobody plays any more, or the time is over. Never, where it was not begun. */
    public Future<Void> over() {
        return over;
    }
}
