package io.acexy.orchestrator.health;

import io.acexy.orchestrator.message.OrchestratorStatus;
import io.acexy.orchestrator.message.Readiness;
import io.acexy.orchestrator.reply.Reply;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;

/** What an orchestrator says of itself. Asked on any thread; the answer comes on the caller's, and never fails. */
public interface HealthSource {

    /** The orchestrator's state. For repeated looks use a {@link HealthPoller}. */
    Future<Reply<OrchestratorStatus>> status(EventExecutor caller);

    /** Whether it wants to be asked at all; {@link Reply.Unsupported} where {@code /health/ready} is not offered. */
    Future<Reply<Readiness>> readiness(EventExecutor caller);

    /**
     * Whether it takes the key: its other reads are open to everybody. {@link Reply.Refused} with 401 or 403 if it does not;
     * {@link Reply.Unsupported} where nothing can be asked that needs the key and changes nothing.
     */
    Future<Reply<Boolean>> keyCheck(EventExecutor caller);

    /** True if the key was refused when it was last needed, less than a minute ago. Any thread; never waits. */
    boolean isKeyRefused();
}
