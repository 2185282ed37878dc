package io.acexy.server.selection;

import io.acexy.core.Bugs;
import io.acexy.orchestrator.Dialect;
import io.acexy.orchestrator.OrchestratorClient;
import io.acexy.orchestrator.message.BatchReceipt;
import io.acexy.orchestrator.message.BlockedReason;
import io.acexy.orchestrator.message.EndReason;
import io.acexy.orchestrator.message.EngineHealth;
import io.acexy.orchestrator.message.EngineList;
import io.acexy.orchestrator.message.EngineReservation;
import io.acexy.orchestrator.message.EngineScore;
import io.acexy.orchestrator.message.EngineState;
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
import io.acexy.orchestrator.reply.Reply;
import io.acexy.orchestrator.time.Clockwork;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.MockTicker;
import io.netty.util.concurrent.Ticker;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/**
 * The Go orchestrator's books, as unkind as they are, in a time that a test moves: every call is answered at once. A wish is
 * one engine more than it wanted; what is wanted is started when it is told to reconcile, unless it did so a second ago.
 */
public final class GoOrchestrator implements OrchestratorClient {

    private static final long LOST_WITHIN = TimeUnit.SECONDS.toNanos(1);

    final Bugs bugs = new Bugs();
    public final MockTicker ticker = Ticker.newMockTicker();
    private final EmbeddedChannel channel =
            EmbeddedChannel.builder().ticker(ticker).build();

    /** What it was told to do, with the milliseconds at which it was. */
    public final List<String> told = new ArrayList<>();

    /** Of the ends that it was told. */
    public final List<EndReason> reasons = new ArrayList<>();

    public final Map<String, Integer> counts = new LinkedHashMap<>();
    public final Map<String, StreamState> streams = new LinkedHashMap<>();
    private final List<String> draining = new ArrayList<>();
    private final long born = ticker.nanoTime();
    int max = 10;
    int wanted;
    boolean breakerOpen;

    /** Like an open breaker, of which the status says nothing. */
    boolean startsNothing;

    Duration untilListed = Duration.ZERO;
    private int made;
    private int coming;
    private Optional<Long> reconciled = Optional.empty();

    public io.netty.channel.EventLoop loop() {
        return channel.eventLoop();
    }

    public Clockwork clockwork() {
        return new Clockwork(loop(), ticker, InstantSource.system(), () -> 0.5);
    }

    Desk desk() {
        return new Desk(clockwork(), bugs);
    }

    public void run() {
        channel.runPendingTasks();
    }

    /** Moves the time on in small steps, so that what one timer sets off is not late for the next. */
    void advance(Duration time) {
        long step = TimeUnit.MILLISECONDS.toNanos(10);
        for (long left = time.toNanos(); left > 0; left -= step) {
            ticker.advance(Math.min(step, left), TimeUnit.NANOSECONDS);
            run();
        }
    }

    long millis() {
        return TimeUnit.NANOSECONDS.toMillis(ticker.nanoTime() - born);
    }

    /** An engine that is there from the start. */
    public String engine() {
        String id = "engine-" + ++made;
        counts.put(id, 0);
        wanted = Math.max(wanted, counts.size());
        return id;
    }

    void drain(String id) {
        draining.add(id);
    }

    void reconcileNow() {
        if (reconciled.isPresent() && ticker.nanoTime() - reconciled.get() < LOST_WITHIN) {
            return;
        }
        reconciled = Optional.of(ticker.nanoTime());
        int missing = Math.min(wanted - (counts.size() - draining.size()) - coming, max - counts.size() - coming);
        for (; missing > 0 && !breakerOpen && !startsNothing; missing--) {
            coming++;
            String id = "engine-" + ++made;
            loop().schedule(
                            () -> {
                                coming--;
                                counts.put(id, 0);
                            },
                            untilListed.toNanos(),
                            TimeUnit.NANOSECONDS);
        }
    }

    public List<String> told(String what) {
        return told.stream().filter(call -> call.startsWith(what)).toList();
    }

    private <T> Future<Reply<T>> answer(T content, EventExecutor caller) {
        return caller.newSucceededFuture(new Reply.Success<>(content, Advice.NONE));
    }

    private static <T> Future<Reply<T>> unsupported(String what, EventExecutor caller) {
        return caller.newSucceededFuture(new Reply.Unsupported<>(what));
    }

    @Override
    public Future<Reply<EngineList>> engines(Freshness freshness, EventExecutor caller) {
        List<EngineState> all = counts.keySet().stream().map(this::state).toList();
        return answer(new EngineList(all, 0, ticker.nanoTime()), caller);
    }

    private EngineState state(String id) {
        return new EngineState(
                id,
                new EngineState.About(id, Map.of(), Optional.empty()),
                new EngineState.Address(id, 6878, OptionalInt.empty()),
                EngineHealth.HEALTHY,
                new EngineState.Vpn(false, Optional.empty()),
                new EngineState.Drain(draining.contains(id), Optional.empty()),
                new EngineState.Load(counts.get(id), List.of(), Optional.empty()));
    }

    @Override
    public Future<Reply<List<StreamState>>> streams(EventExecutor caller) {
        return answer(List.copyOf(streams.values()), caller);
    }

    @Override
    public Future<Reply<OrchestratorStatus>> status(EventExecutor caller) {
        Optional<BlockedReason> blocked = breakerOpen
                ? Optional.of(new BlockedReason(
                        BlockedReason.CIRCUIT_BREAKER, "breaker is open", Optional.empty(), true, true))
                : Optional.empty();
        int total = counts.size();
        return answer(
                new OrchestratorStatus(
                        "healthy",
                        new OrchestratorStatus.Engines(total, total, total, 0),
                        streams.size(),
                        new OrchestratorStatus.Capacity(total, 0, total, 0, max),
                        new VpnStatus(
                                false,
                                false,
                                Optional.empty(),
                                Optional.empty(),
                                OptionalInt.empty(),
                                OptionalInt.empty(),
                                OptionalInt.empty()),
                        new OrchestratorStatus.Provisioning(!breakerOpen, "closed", blocked),
                        Optional.empty()),
                caller);
    }

    @Override
    public Future<Reply<VpnStatus>> vpn(EventExecutor caller) {
        return unsupported("/vpn/status", caller);
    }

    @Override
    public Future<Reply<Readiness>> readiness(EventExecutor caller) {
        return unsupported("/health/ready", caller);
    }

    @Override
    public Future<Reply<List<EngineScore>>> scores(EventExecutor caller) {
        return unsupported("/engines/health-score", caller);
    }

    @Override
    public Future<Reply<Provisioned>> provision(ProvisionRequest request, EventExecutor caller) {
        told.add("provision " + millis());
        wanted = Math.min(max, wanted + 1);
        reconcileNow();
        return answer(new Provisioned(Optional.empty(), Optional.empty()), caller);
    }

    @Override
    public Future<Reply<Provisioned>> provision(ProvisionRequest request, Duration patience, EventExecutor caller) {
        return provision(request, caller);
    }

    @Override
    public Future<Reply<Reconciled>> reconcile(EventExecutor caller) {
        told.add("reconcile " + millis());
        reconcileNow();
        return answer(new Reconciled("ok"), caller);
    }

    @Override
    public Future<Reply<EngineReservation>> reserve(EventExecutor caller) {
        return unsupported("select-engine", caller);
    }

    /** One stream for each content: a second start overwrites the first, and is counted all the same. */
    @Override
    public Future<Reply<EventReceipt>> streamStarted(StreamStarted event, EventExecutor caller) {
        told.add("started " + event.containerId());
        streams.put(
                event.key(),
                new StreamState(
                        event.key(),
                        event.key(),
                        event.containerId(),
                        event.session().id(),
                        Optional.empty(),
                        true));
        counts.merge(event.containerId(), 1, Integer::sum);
        return answer(new EventReceipt(true, Optional.empty()), caller);
    }

    /** Whatever stream the content has now is over. */
    @Override
    public Future<Reply<EventReceipt>> streamEnded(StreamEnded event, EventExecutor caller) {
        told.add("ended " + event.containerId());
        reasons.add(event.reason());
        StreamState stream = streams.remove(event.contentId());
        if (stream != null) {
            counts.merge(stream.containerId(), -1, Integer::sum);
        }
        return answer(new EventReceipt(true, Optional.empty()), caller);
    }

    @Override
    public Future<Reply<BatchReceipt>> events(EventBatch batch, EventExecutor caller) {
        return unsupported("/events/batch", caller);
    }

    @Override
    public Optional<Dialect> dialect() {
        return Optional.of(Dialect.B);
    }

    @Override
    public Future<Reply<Boolean>> keyCheck(EventExecutor caller) {
        return unsupported("/by-label", caller);
    }

    @Override
    public boolean isCircuitOpen() {
        return false;
    }

    @Override
    public boolean isKeyRefused() {
        return false;
    }

    @Override
    public Future<Void> close(EventExecutor caller) {
        return caller.newSucceededFuture(null);
    }
}
