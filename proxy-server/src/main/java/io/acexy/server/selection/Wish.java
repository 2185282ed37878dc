package io.acexy.server.selection;

import io.acexy.core.engine.ContentId;
import io.acexy.core.engine.Engine;
import io.acexy.core.engine.EngineSelection;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;

/** One caller who wants an engine. Confined to the desk's loop; only the promise belongs to the caller. */
final class Wish {

    private final ContentId content;
    private final Set<Engine> excluding;
    private final Promise<EngineSelection> promise;
    private Future<?> deadline;
    private boolean onTrial;

    Wish(ContentId content, Set<Engine> excluding, Promise<EngineSelection> promise) {
        this.content = content;
        this.excluding = Set.copyOf(excluding);
        this.promise = promise;
    }

    /**
     * Brings a wish from any thread to the desk, where it is answered in its turn.
     *
     * @param caller the future is completed there
     * @param chooser takes the wish; told as well when the caller waits no more
     */
    static Future<EngineSelection> bring(
            Desk desk, ContentId content, Set<Engine> excluding, EventExecutor caller, Chooser chooser) {
        Promise<EngineSelection> promise = caller.newPromise();
        Wish wish = new Wish(content, excluding, promise);
        try {
            desk.post(() -> chooser.choose(wish));
            promise.addListener(done -> {
                if (done.isCancelled()) {
                    desk.post(() -> chooser.forget(wish));
                }
            });
        } catch (RejectedExecutionException loopEnded) {
            promise.trySuccess(new EngineSelection.Unavailable("this proxy is shutting down", Duration.ZERO));
        }
        return promise;
    }

    /** Who answers wishes; on the loop. */
    interface Chooser {

        void choose(Wish wish);

        /** Nobody waits for that answer any more. */
        void forget(Wish wish);
    }

    ContentId content() {
        return content;
    }

    Set<Engine> excluding() {
        return excluding;
    }

    /** An engine for it is being tried out, or not any more. */
    void onTrial(boolean on) {
        onTrial = on;
    }

    /** True if nothing is to be done for it now: it has its answer, or will have, or nobody waits for it any more. */
    boolean isServed() {
        return onTrial || promise.isDone();
    }

    void until(Future<?> timer) {
        deadline = timer;
    }

    /** Nobody waits for the answer any more. */
    void forget() {
        if (deadline != null) {
            deadline.cancel(false);
        }
    }

    /** Answers; a slot that nobody takes any more is given back. */
    void answer(EngineSelection selection) {
        forget();
        if (!promise.trySuccess(selection) && selection instanceof EngineSelection.Selected selected) {
            selected.lease().release();
        }
    }
}
