package io.acexy.orchestrator.event;

import io.acexy.orchestrator.message.BatchReceipt;
import io.acexy.orchestrator.message.EventBatch;
import io.acexy.orchestrator.message.EventReceipt;
import io.acexy.orchestrator.message.StreamEnded;
import io.acexy.orchestrator.message.StreamStarted;
import io.acexy.orchestrator.message.StreamState;
import io.acexy.orchestrator.reply.Reply;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import java.util.List;

/**
 * Where an orchestrator takes events, and shows what it has made of them. Asked on any thread; the answer comes on the caller's,
 * and never fails.
 */
public interface EventDesk {

    /** Streams that run now. */
    Future<Reply<List<StreamState>>> streams(EventExecutor caller);

    /** Reports one start, by one call. {@link EventQueue} adds order and persistence. */
    Future<Reply<EventReceipt>> streamStarted(StreamStarted event, EventExecutor caller);

    /** Reports one end, by one call. Only for streams that were reported as started. */
    Future<Reply<EventReceipt>> streamEnded(StreamEnded event, EventExecutor caller);

    /** Reports several events in one call; {@link Reply.Unsupported} where {@code /events/batch} is not offered. */
    Future<Reply<BatchReceipt>> events(EventBatch batch, EventExecutor caller);
}
