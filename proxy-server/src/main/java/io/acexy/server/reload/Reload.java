package io.acexy.server.reload;

import io.acexy.core.Bugs;
import io.acexy.server.config.Differences;
import io.acexy.server.config.EffectiveConfig;
import io.acexy.server.config.RunningConfig;
import io.acexy.server.settings.ConfigException;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the settings again, and the files that they name. First everything is read and checked; only when nothing is wrong is anything
 * exchanged, so that what is wrong changes nothing. On a thread of its own, which is there while there is something to do, one wish after
 * the other. Any thread may wish; nobody waits.
 */
public final class Reload implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Reload.class);

    private static final int MOST_WAITING = 4;

    private final Supplier<EffectiveConfig> source;
    private final RunningConfig settings;
    private final List<Part> parts;
    private final Watch watch;
    private final Bugs bugs;
    private final ThreadPoolExecutor thread;

    /** Who wants to know that it happens; called on the thread that does it. */
    public interface Watch {

        /** The settings are about to be read. */
        void begins();

        /** Whatever has come of it. */
        void over();
    }

    /**
     * @param source reads the settings, and throws {@link ConfigException} where they are wrong; may block
     * @param settings are exchanged before the parts are told
     * @param parts in the order in which they take over
     * @param watch hears of each time
     */
    public Reload(Supplier<EffectiveConfig> source, RunningConfig settings, List<Part> parts, Watch watch, Bugs bugs) {
        this.source = source;
        this.settings = settings;
        this.parts = List.copyOf(parts);
        this.watch = watch;
        this.bugs = bugs;
        this.thread = new ThreadPoolExecutor(
                1,
                1,
                5,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(MOST_WAITING),
                new DefaultThreadFactory("acexy-reload", true));
        thread.allowCoreThreadTimeOut(true);
    }

    /**
     * Reads them again, soon.
     *
     * @param executor completes what is returned; it never fails but by a mistake of this program
     */
    public Future<Outcome> again(EventExecutor executor) {
        Promise<Outcome> promise = executor.newPromise();
        try {
            thread.execute(() -> bugs.run("reading the settings again", () -> promise.setSuccess(again()), () -> {
                promise.tryFailure(new IllegalStateException("the settings could not be exchanged"));
            }));
        } catch (RejectedExecutionException e) {
            promise.setSuccess(new Outcome.Busy());
        }
        return promise;
    }

    /** Blocks; one thread at a time. */
    Outcome again() {
        watch.begins();
        try {
            return take();
        } finally {
            watch.over();
        }
    }

    private Outcome take() {
        try {
            EffectiveConfig next = source.get();
            List<Runnable> steps = new ArrayList<>();
            for (Part part : parts) {
                steps.add(part.prepare(next.config()));
            }
            Differences differences = settings.to(next);
            settings.take(next);
            steps.forEach(Runnable::run);
            tell(differences, next.warnings());
            return new Outcome.Taken(differences, next.warnings());
        } catch (ConfigException e) {
            return refused(e.problems());
        } catch (IOException e) {
            return refused(List.of(String.valueOf(e.getMessage())));
        }
    }

    private static void tell(Differences differences, List<String> warnings) {
        warnings.forEach(LOG::warn);
        LOG.atInfo()
                .addKeyValue("changed", String.join(",", differences.taken()))
                .addKeyValue("at_next_start", String.join(",", differences.waiting()))
                .log("settings were read again");
    }

    private static Outcome refused(List<String> problems) {
        problems.forEach(
                problem -> LOG.atWarn().addKeyValue("reason", problem).log("settings are wrong: nothing has changed"));
        return new Outcome.Refused(problems);
    }

    /** Reads no more. */
    @Override
    public void close() {
        thread.shutdownNow();
    }
}
