package io.acexy.orchestrator;

import io.acexy.orchestrator.http.HttpFault;
import io.acexy.orchestrator.message.BatchReceipt;
import io.acexy.orchestrator.message.BlockedReason;
import io.acexy.orchestrator.message.EngineList;
import io.acexy.orchestrator.message.EngineReservation;
import io.acexy.orchestrator.message.EngineScore;
import io.acexy.orchestrator.message.EventBatch;
import io.acexy.orchestrator.message.EventReceipt;
import io.acexy.orchestrator.message.OrchestratorStatus;
import io.acexy.orchestrator.message.ProvisionRequest;
import io.acexy.orchestrator.message.Provisioned;
import io.acexy.orchestrator.message.Readiness;
import io.acexy.orchestrator.message.Reconciled;
import io.acexy.orchestrator.message.StreamEnded;
import io.acexy.orchestrator.message.StreamStarted;
import io.acexy.orchestrator.message.StreamState;
import io.acexy.orchestrator.message.VpnStatus;
import io.acexy.orchestrator.reply.Advice;
import io.acexy.orchestrator.reply.Refusal;
import io.acexy.orchestrator.reply.Reply;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A client whose calls end when and how the test says. Readiness and batches are not offered unless the test says so. */
public final class ScriptedClient implements OrchestratorClient {

    public final List<Call> calls = new ArrayList<>();
    public boolean offersBatches;
    public boolean keyRefused;

    /** One call that was made. */
    public record Call(String name, Object argument, Promise<Reply<Object>> promise) {

        public void succeed(Object content) {
            promise.setSuccess(new Reply.Success<>(content, Advice.NONE));
        }

        public void fail() {
            promise.setSuccess(new Reply.Failed<>(HttpFault.CONNECT, "refused"));
        }

        public void stop(Duration retryAfter) {
            promise.setSuccess(new Reply.CircuitOpen<>(retryAfter));
        }

        public void leaveUnclear() {
            promise.setSuccess(new Reply.Ambiguous<>("timed out"));
        }

        public void refuse(int status) {
            BlockedReason reason = new BlockedReason("x", "x", Optional.empty(), false, false);
            promise.setSuccess(new Reply.Refused<>(new Refusal(status, true, reason, Optional.empty())));
        }
    }

    /** The calls that nobody has ended yet. */
    public List<Call> open() {
        return calls.stream().filter(call -> !call.promise().isDone()).toList();
    }

    /** The oldest open call, which must have that name. */
    public Call next(String name) {
        Call call = open().get(0);
        if (!call.name().equals(name)) {
            throw new AssertionError("expected " + name + " but " + call.name() + " was called");
        }
        return call;
    }

    @SuppressWarnings("unchecked") // the test knows what it answers
    private <T> Future<Reply<T>> call(String name, Object argument, EventExecutor caller) {
        Promise<Reply<Object>> promise = caller.newPromise();
        calls.add(new Call(name, argument, promise));
        return (Future<Reply<T>>) (Future<?>) promise;
    }

    @Override
    public Future<Reply<EngineList>> engines(Freshness freshness, EventExecutor caller) {
        return call("engines", freshness, caller);
    }

    @Override
    public Future<Reply<List<StreamState>>> streams(EventExecutor caller) {
        return call("streams", "", caller);
    }

    @Override
    public Future<Reply<OrchestratorStatus>> status(EventExecutor caller) {
        return call("status", "", caller);
    }

    @Override
    public Future<Reply<VpnStatus>> vpn(EventExecutor caller) {
        return call("vpn", "", caller);
    }

    @Override
    public Future<Reply<Readiness>> readiness(EventExecutor caller) {
        return caller.newSucceededFuture(new Reply.Unsupported<>("/health/ready"));
    }

    @Override
    public Future<Reply<Boolean>> keyCheck(EventExecutor caller) {
        return call("keyCheck", "", caller);
    }

    @Override
    public boolean isCircuitOpen() {
        return false;
    }

    @Override
    public boolean isKeyRefused() {
        return keyRefused;
    }

    @Override
    public Future<Reply<List<EngineScore>>> scores(EventExecutor caller) {
        return call("scores", "", caller);
    }

    @Override
    public Future<Reply<Provisioned>> provision(ProvisionRequest request, EventExecutor caller) {
        return call("provision", request, caller);
    }

    @Override
    public Future<Reply<Provisioned>> provision(ProvisionRequest request, Duration patience, EventExecutor caller) {
        return call("provision", request, caller);
    }

    @Override
    public Future<Reply<Reconciled>> reconcile(EventExecutor caller) {
        return call("reconcile", "", caller);
    }

    @Override
    public Future<Reply<EngineReservation>> reserve(EventExecutor caller) {
        return call("reserve", "", caller);
    }

    @Override
    public Future<Reply<EventReceipt>> streamStarted(StreamStarted event, EventExecutor caller) {
        return call("started", event.streamId(), caller);
    }

    @Override
    public Future<Reply<EventReceipt>> streamEnded(StreamEnded event, EventExecutor caller) {
        return call("ended", event.streamId(), caller);
    }

    @Override
    public Future<Reply<BatchReceipt>> events(EventBatch batch, EventExecutor caller) {
        return offersBatches
                ? call("batch", batch, caller)
                : caller.newSucceededFuture(new Reply.Unsupported<>("/events/batch"));
    }

    @Override
    public Optional<Dialect> dialect() {
        return Optional.empty();
    }

    @Override
    public Future<Void> close(EventExecutor caller) {
        return caller.newSucceededFuture(null);
    }
}
