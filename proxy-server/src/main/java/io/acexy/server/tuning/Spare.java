package io.acexy.server.tuning;

import io.acexy.core.engine.ContentId;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;

/** What runs for nobody, in the order in which it gives way to somebody who wants an engine. Any thread. */
public record Spare(Ahead ahead, Checks checks, Warmth warmth) {

    /** How many sit at a channel who are no viewers, but for those who wait for one to zap there. */
    public int servants(ContentId channel) {
        return checks.count(channel) + (warmth.isWarm(channel) ? 1 : 0);
    }

    /**
     * Gives something up.
     *
     * @param wanted what somebody wants; what runs for nobody itself takes nothing from its like
     * @return completed on {@code executor} when its stream is free to go; null where there is none
     */
    public Future<Void> makeRoom(ContentId wanted, EventExecutor executor) {
        if (ahead.has(wanted) || checks.isChecking(wanted) || warmth.isWarm(wanted)) {
            return null;
        }
        Future<Void> room = ahead.makeRoom(executor);
        if (room == null) {
            room = checks.makeRoom(executor);
        }
        return room == null ? warmth.makeRoom(wanted, executor) : room;
    }
}
