package io.acexy.server.selection;

import io.acexy.core.engine.ContentId;
import io.acexy.core.engine.Engine;
import io.acexy.core.engine.EngineSelection;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.util.Set;

/** One caller who wants an engine. Confined to the selector's loop; only the promise belongs to the caller. */
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
