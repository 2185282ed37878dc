package io.acexy.orchestrator;

import io.acexy.orchestrator.FeatureMemory.Feature;
import io.acexy.orchestrator.health.CircuitBreaker;
import io.acexy.orchestrator.health.KeyWatch;
import io.acexy.orchestrator.http.HttpFault;
import io.acexy.orchestrator.http.HttpTransport;
import io.acexy.orchestrator.json.EngineReader;
import io.acexy.orchestrator.json.MessageWriter;
import io.acexy.orchestrator.json.StatusReader;
import io.acexy.orchestrator.message.BatchReceipt;
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
import io.acexy.orchestrator.provision.ProvisionRetry;
import io.acexy.orchestrator.provision.ProvisioningGate;
import io.acexy.orchestrator.reply.Refusal;
import io.acexy.orchestrator.reply.Reply;
import io.acexy.orchestrator.time.Clockwork;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/**
 * The client on Netty. All its state (connections, dialect, breaker, caches) lives on one home loop, to which every call
 * hops; the answer hops back to the caller's. Ends before that loop does.
 */
public final class NettyOrchestratorClient implements OrchestratorClient {

    private final OrchestratorConfig config;
    private final Clockwork clockwork;
    private final ClientListener listener;
    private final HttpTransport transport;
    private final Optional<Reservations> reservations;
    private final ProvisioningGate gate;
    private final KeyWatch key;
    private final CircuitBreaker breaker;
    private final Conversation conversation;
    private final EngineCatalogue engines;

    /** A client that connects when it is first asked something. */
    public NettyOrchestratorClient(OrchestratorConfig config, ClientTransport transport) {
        this(config, transport, Clockwork.system(transport.home()));
    }

    /** The same, by another clock. */
    public NettyOrchestratorClient(OrchestratorConfig config, ClientTransport sockets, Clockwork clockwork) {
        this(config, sockets, clockwork, ClientListener.NONE);
    }

    /**
     * The same, with somebody who wants to know how it fares.
     *
     * @param listener told on the home loop
     */
    public NettyOrchestratorClient(
            OrchestratorConfig config, ClientTransport sockets, Clockwork clockwork, ClientListener listener) {
        this.config = config;
        this.clockwork = clockwork;
        this.listener = listener;
        this.transport = open(config.base(), sockets);
        this.gate = new ProvisioningGate(clockwork.ticker(), clockwork.clock());
        this.key = new KeyWatch(clockwork.ticker(), listener::keySeen);
        AnswerJudge judge = new AnswerJudge(clockwork.clock());
        String prefix = OrchestratorConfig.pathPrefix(config.base());
        this.breaker = new CircuitBreaker(config.health().breaker(), clockwork.ticker(), clockwork.random());
        this.conversation = new Conversation(new Conversation.Parts(
                new Conversation.Wire(transport, prefix, config.calls().limits().waiting()),
                new DialectProber(transport, prefix, config.calls().timeout()),
                judge,
                new FeatureMemory(clockwork.ticker()),
                new Conversation.Watches(breaker, gate, key, listener)));
        this.engines = new EngineCatalogue(conversation, config.calls().listTimeout(), clockwork.ticker());
        this.reservations = config.reservationBase()
                .map(uri -> new Reservations(
                        open(uri, sockets),
                        OrchestratorConfig.pathPrefix(uri),
                        judge,
                        config.calls().timeout()));
    }

    private HttpTransport open(URI base, ClientTransport sockets) {
        HttpTransport pool = sockets.open(config.peer(base), clockwork.ticker());
        return new CallMeter(pool, OrchestratorConfig.pathPrefix(base), clockwork.ticker(), listener);
    }

    @Override
    public Future<Reply<EngineList>> engines(Freshness freshness, EventExecutor caller) {
        return atHome(caller, then -> engines.ask(freshness, then));
    }

    /** The filter is repeated here, for dialect B ignores it. */
    @Override
    public Future<Reply<List<StreamState>>> streams(EventExecutor caller) {
        Question<List<StreamState>> question =
                Question.get("/streams?status=started", config.calls().timeout(), json -> EngineReader.streams(json)
                        .map(streams ->
                                streams.stream().filter(StreamState::active).toList()));
        return atHome(caller, then -> conversation.ask(question, then));
    }

    @Override
    public Future<Reply<OrchestratorStatus>> status(EventExecutor caller) {
        Question<OrchestratorStatus> question =
                Question.get("/orchestrator/status", config.calls().timeout(), StatusReader::status);
        return atHome(caller, then -> conversation.ask(question, then));
    }

    @Override
    public Future<Reply<VpnStatus>> vpn(EventExecutor caller) {
        Question<VpnStatus> question =
                Question.get("/vpn/status", config.calls().timeout(), StatusReader::vpn);
        return atHome(caller, then -> conversation.ask(question, then));
    }

    @Override
    public Future<Reply<Readiness>> readiness(EventExecutor caller) {
        Question<Readiness> question =
                Question.get("/health/ready", config.calls().timeout(), StatusReader::readiness);
        return atHome(caller, then -> conversation.askFor(Feature.READINESS, question, then));
    }

    /** Only the Pythons have a page that needs the key and changes nothing: a look for containers by a label of nobody. */
    @Override
    public Future<Reply<Boolean>> keyCheck(EventExecutor caller) {
        Question<Boolean> question = Question.get(
                "/by-label?key=acexy.key.check&value=1", config.calls().timeout(), json -> Optional.of(true));
        return atHome(
                caller,
                then -> conversation.askFor(Feature.KEY_CHECK, question, reply -> {
                    if (reply.contentIfAny().isPresent()) {
                        key.checked();
                    }
                    then.accept(reply);
                }));
    }

    @Override
    public boolean isKeyRefused() {
        return key.isRefused();
    }

    @Override
    public boolean isCircuitOpen() {
        return breaker.isOpen();
    }

    @Override
    public Future<Reply<List<EngineScore>>> scores(EventExecutor caller) {
        Question<List<EngineScore>> question =
                Question.get("/engines/health-score", config.calls().timeout(), EngineReader::scores);
        return atHome(caller, then -> conversation.askFor(Feature.HEALTH_SCORE, question, then));
    }

    @Override
    public Future<Reply<Provisioned>> provision(ProvisionRequest request, EventExecutor caller) {
        return atHome(caller, then -> provisionOnce(request, then));
    }

    private void provisionOnce(ProvisionRequest request, Consumer<Reply<Provisioned>> then) {
        Optional<Refusal> foreseen = gate.refusal();
        if (foreseen.isPresent()) {
            then.accept(new Reply.Refused<>(foreseen.get()));
            return;
        }
        byte[] body = MessageWriter.provision(request);
        conversation.ask(
                Question.post("/provision/acestream", body, config.provision().timeout(), EngineReader::provisioned),
                reply -> {
                    engines.outdated();
                    then.accept(reply);
                });
    }

    @Override
    public Future<Reply<Provisioned>> provision(ProvisionRequest request, Duration patience, EventExecutor caller) {
        Promise<Reply<Provisioned>> promise = caller.newPromise();
        run(promise, () -> new ProvisionRetry(
                        config.provision(),
                        clockwork,
                        patience,
                        then -> provisionOnce(request, then),
                        listener::provisionRepeated,
                        promise)
                .start());
        return promise;
    }

    @Override
    public Future<Reply<Reconciled>> reconcile(EventExecutor caller) {
        if (!dialect().map(Dialect::provisionsLater).orElse(false)) {
            return caller.newSucceededFuture(new Reply.Unsupported<>("/reconcile"));
        }
        Question<Reconciled> question = Question.post(
                "/reconcile", MessageWriter.nothing(), config.calls().timeout(), json -> json.at("status")
                        .nonBlank()
                        .map(Reconciled::new));
        return atHome(
                caller,
                then -> conversation.askFor(Feature.RECONCILE, question, reply -> {
                    engines.outdated();
                    then.accept(reply);
                }));
    }

    @Override
    public Future<Reply<EngineReservation>> reserve(EventExecutor caller) {
        return atHome(
                caller,
                then -> reservations.ifPresentOrElse(
                        second -> second.reserve(then), () -> then.accept(new Reply.Unsupported<>(Reservations.PATH))));
    }

    @Override
    public Future<Reply<EventReceipt>> streamStarted(StreamStarted event, EventExecutor caller) {
        return tell("/events/stream_started", MessageWriter.started(event), caller);
    }

    @Override
    public Future<Reply<EventReceipt>> streamEnded(StreamEnded event, EventExecutor caller) {
        return tell("/events/stream_ended", MessageWriter.ended(event), caller);
    }

    private Future<Reply<EventReceipt>> tell(String path, byte[] body, EventExecutor caller) {
        Question<EventReceipt> question =
                Question.post(path, body, config.calls().timeout(), StatusReader::receipt);
        return atHome(
                caller,
                then -> conversation.ask(question, reply -> {
                    engines.outdated();
                    then.accept(reply);
                }));
    }

    @Override
    public Future<Reply<BatchReceipt>> events(EventBatch batch, EventExecutor caller) {
        int started = batch.started().size();
        int ended = batch.ended().size();
        Question<BatchReceipt> question = Question.post(
                "/events/batch",
                MessageWriter.batch(batch),
                config.calls().timeout(),
                json -> StatusReader.receipts(json, started, ended));
        return atHome(
                caller,
                then -> conversation.askFor(Feature.EVENT_BATCH, question, reply -> {
                    engines.outdated();
                    then.accept(reply);
                }));
    }

    @Override
    public Optional<Dialect> dialect() {
        return conversation.dialect();
    }

    @Override
    public Future<Void> close(EventExecutor caller) {
        Promise<Void> promise = caller.newPromise();
        Runnable end = () -> {
            transport.close();
            reservations.ifPresent(Reservations::close);
            promise.trySuccess(null);
        };
        try {
            clockwork.home().execute(end);
        } catch (RejectedExecutionException loopEnded) {
            // The loop took the connections with it.
            promise.trySuccess(null);
        }
        return promise;
    }

    private <T> Future<Reply<T>> atHome(EventExecutor caller, Consumer<Consumer<Reply<T>>> task) {
        Promise<Reply<T>> promise = caller.newPromise();
        run(promise, () -> task.accept(promise::trySuccess));
        return promise;
    }

    private <T> void run(Promise<Reply<T>> promise, Runnable task) {
        try {
            clockwork.home().execute(task);
        } catch (RejectedExecutionException loopEnded) {
            promise.trySuccess(new Reply.Failed<>(HttpFault.CLOSED, "the client's loop has ended"));
        }
    }
}
