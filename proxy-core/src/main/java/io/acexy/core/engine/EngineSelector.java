package io.acexy.core.engine;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import java.util.Set;

/** Chooses engines. Callable from any thread. */
public interface EngineSelector {

    /**
     * Chooses an engine and reserves a slot on it at once, so that two callers never take the same free slot.
     *
     * @param content what is to be played, for selectors that care
     * @param excluding engines that have just failed the caller
     * @param home the future is completed on this executor; it never fails. Who cancels it waits no more: a slot that was
     *     chosen by then is given back
     */
    Future<EngineSelection> select(ContentId content, Set<Engine> excluding, EventExecutor home);

    /** As {@link #select}, but only from what is free now: nobody waits for it, and no engine is started for it. */
    default Future<EngineSelection> selectSpare(ContentId content, Set<Engine> excluding, EventExecutor home) {
        return select(content, excluding, home);
    }
}
