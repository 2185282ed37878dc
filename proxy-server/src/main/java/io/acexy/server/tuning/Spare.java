package io.acexy.server.tuning;

import io.acexy.core.engine.ContentId;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;

/** What runs for nobody, and which of it gives way first to somebody who wants an engine. Any thread. */
public record Spare(Checks checks, Warmth warmth) {

    /**
     * Gives something up.
     *
     * @param wanted what somebody wants; what runs for nobody itself takes nothing from its like
     * @return completed on {@code executor} when its stream is free to go; null where there is none
     */
    public Future<Void> makeRoom(ContentId wanted, EventExecutor executor) {
        if (checks.isChecking(wanted) || warmth.isWarm(wanted)) {
            return null;
        }
        Future<Void> check = checks.makeRoom(executor);
        return check == null ? warmth.makeRoom(wanted, executor) : check;
    }
}
