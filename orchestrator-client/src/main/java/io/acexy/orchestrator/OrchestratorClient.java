package io.acexy.orchestrator;

import io.acexy.orchestrator.event.EventDesk;
import io.acexy.orchestrator.health.HealthSource;
import io.acexy.orchestrator.message.EngineList;
import io.acexy.orchestrator.message.EngineReservation;
import io.acexy.orchestrator.message.EngineScore;
import io.acexy.orchestrator.message.ProvisionRequest;
import io.acexy.orchestrator.message.Provisioned;
import io.acexy.orchestrator.message.Reconciled;
import io.acexy.orchestrator.message.VpnStatus;
import io.acexy.orchestrator.reply.Reply;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Asks and tells an acestream-orchestrator, whichever dialect it speaks. Every method may be called on any thread and
 * returns at once; its future belongs to {@code caller}, on whose thread listeners run, and it always succeeds: how the
 * call ended is the {@link Reply}. Each call ends within its timeout; while the dialect is not known, finding it out takes at
 * most twice {@link CallConfig#timeout} before.
 */
public interface OrchestratorClient extends HealthSource, EventDesk {

    /** How fresh an answer must be. */
    enum Freshness {
        /** The orchestrator may have allowed to use an answer for a while ({@code Cache-Control}): then use it. */
        CACHED,
        /** Ask, if only whether it has changed. */
        CONFIRMED
    }

    /**
     * All engines with their load, by one request, however many ask at the same time. Never one request per engine.
     */
    Future<Reply<EngineList>> engines(Freshness freshness, EventExecutor caller);

    /** The VPN's state. */
    Future<Reply<VpnStatus>> vpn(EventExecutor caller);

    /** Its opinion of the engines; {@link Reply.Unsupported} where {@code /engines/health-score} is not offered. */
    Future<Reply<List<EngineScore>>> scores(EventExecutor caller);

    /**
     * Starts one more engine, by one call that is never repeated by itself. {@link Reply.Ambiguous} after a timeout, a
     * broken connection or a 500 that is not JSON: an engine may have been started, and only the engine list can tell.
     */
    Future<Reply<Provisioned>> provision(ProvisionRequest request, EventExecutor caller);

    /**
     * Like {@link #provision(ProvisionRequest, EventExecutor)}, but tries again after a temporary refusal: as late as the
     * refusal says, or 2, 4, 8 s later, as often as configured, and only while the next try fits into {@code patience}.
     * An ambiguous answer ends it. Cancelling the future ends the waiting; a call that is out is left to finish.
     */
    Future<Reply<Provisioned>> provision(ProvisionRequest request, Duration patience, EventExecutor caller);

    /**
     * Has the orchestrator bring what runs to what it wants (dialect B, where a wish that comes too soon after another one is
     * only counted): starts nothing beyond the wishes that it has taken. {@link Reply.Unsupported} elsewhere.
     */
    Future<Reply<Reconciled>> reconcile(EventExecutor caller);

    /**
     * Lets the orchestrator choose an engine and hold a slot (dialect B with a configured
     * {@link OrchestratorConfig#reservationBase}); otherwise {@link Reply.Unsupported}.
     */
    Future<Reply<EngineReservation>> reserve(EventExecutor caller);

    /** True while calls are not even tried, because the orchestrator has not answered for a while. Any thread. */
    boolean isCircuitOpen();

    /** The dialect found last, until the orchestrator goes away. For display; may be read on any thread. */
    Optional<Dialect> dialect();

    /** Ends every call and closes every connection. */
    Future<Void> close(EventExecutor caller);
}
