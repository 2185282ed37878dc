package io.acexy.server.selection;

import io.acexy.core.Bugs;
import io.acexy.core.engine.Engine;
import io.acexy.core.engine.EngineSelector;
import io.acexy.core.stream.StreamListener;
import io.acexy.orchestrator.ClientListener;
import io.acexy.orchestrator.Dialect;
import io.acexy.orchestrator.OrchestratorClient;
import io.acexy.orchestrator.OrchestratorConfig;
import io.acexy.orchestrator.event.EventQueue;
import io.acexy.orchestrator.health.Health;
import io.acexy.orchestrator.health.HealthPoller;
import io.acexy.orchestrator.http.HttpFault;
import io.acexy.orchestrator.message.StreamState;
import io.acexy.orchestrator.reply.Reply;
import io.acexy.orchestrator.time.Clockwork;
import io.acexy.server.admin.EngineView;
import io.acexy.server.admin.OrchestratorView;
import io.acexy.server.admin.StatusPart;
import io.acexy.server.config.OrchestrationConfig;
import io.acexy.server.config.ProxyConfig;
import io.acexy.server.report.Instance;
import io.acexy.server.report.ReportedStreams;
import io.acexy.server.report.SlotsHeldThere;
import io.acexy.server.report.StreamReporter;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Everything between this proxy and an orchestrator: the choice of engines, the reports of streams, and the watch over the
 * orchestrator's health. Lives on one event loop, and ends before it does.
 */
public final class Orchestration {

    /** What is left of the time to shut down when nobody answers: not worth making the operator wait. */
    private static final Duration SHORT_GOODBYE = Duration.ofSeconds(1);

    /** How an orchestrator is talked to. */
    interface Clients {

        OrchestratorClient open(OrchestratorConfig settings, Clockwork clockwork, ClientListener listener);
    }

    /** Where an orchestration lives: one loop, whose clients, time and mistakes these are, and who hears of it. */
    record Surroundings(
            Clients clients, Clockwork clockwork, Bugs bugs, ChoiceListeners listeners, BooleanSupplier shared) {

        Desk desk() {
            return new Desk(clockwork, bugs);
        }
    }

    private final OrchestratorClient client;
    private final Desk desk;
    private final HealthPoller poller;
    private final EventQueue queue;
    private final EngineRoster roster;
    private final EngineReach reach;
    private final EngineBooks books;
    private final OrchestratedEngineSelector selector;
    private final StreamReporter reporter;
    private final OrchestratorLog log;
    private final OrchestratorChanges changes;
    private final EngineBoard board;
    private final BooleanSupplier shared;
    private final URI url;
    private boolean reachable;
    private OptionalLong statusSeen = OptionalLong.empty();
    private boolean booksUnread;

    private Orchestration(ProxyConfig config, EngineProbe engines, EngineSelector fallback, Surroundings around) {
        OrchestrationConfig orchestration = config.engines().orchestration();
        OrchestratorConfig settings = orchestration.orchestrator().orElseThrow();
        Clockwork clockwork = around.clockwork();
        this.desk = around.desk();
        this.shared = around.shared();
        this.url = settings.base();
        this.log = new OrchestratorLog(url);
        this.changes =
                new OrchestratorChanges(clockwork.clock(), around.listeners().news());
        this.client = around.clients()
                .open(settings, clockwork, keyWatch().and(around.listeners().client()));
        this.poller = new HealthPoller(client, settings.health(), clockwork, this::healthSeen);
        ReportedStreams reported = new ReportedStreams(desk.ticker());
        this.queue = new EventQueue(client, settings.events(), clockwork, reported);
        this.roster = new EngineRoster(client, desk, this::listSeen);
        this.books = new EngineBooks(desk.ticker(), reported);
        this.reach = new EngineReach();
        SlotsHeldThere held = new SlotsHeldThere(queue);
        SelectionParts parts = new SelectionParts(
                client,
                poller,
                engines,
                roster,
                new SelectionParts.Notes(books, held, reach, around.listeners().provisions()),
                desk,
                limits(config));
        this.selector = new OrchestratedEngineSelector(parts, fallback);
        this.board = new EngineBoard(desk, List.of(), new ListedViews(parts)::look);
        books.onChange(board::changed);
        Instance instance =
                Instance.of(orchestration.instance(), config.listen().address().port());
        this.reporter = new StreamReporter(new StreamReporter.Parts(
                queue, roster::containerOf, reported, held, instance, desk.loop(), around.bugs()));
    }

    /**
     * Begins to watch the orchestrator of the configuration, which must have one.
     *
     * @param engines to look at new engines
     * @param fallback chooses while the orchestrator is away
     * @param around the loop to live on, and what goes with it
     */
    static Orchestration start(ProxyConfig config, EngineProbe engines, EngineSelector fallback, Surroundings around) {
        Orchestration orchestration = new Orchestration(config, engines, fallback, around);
        orchestration.poller.start();
        return orchestration;
    }

    private static Limits limits(ProxyConfig config) {
        OrchestrationConfig orchestration = config.engines().orchestration();
        Duration start = config.streams().each().startTimeout();
        return new Limits(
                Math.max(1, config.engines().pool().maxStreamsPerEngine()),
                orchestration.orchestrator().orElseThrow().reservationBase().isPresent(),
                start.multipliedBy(9).dividedBy(10),
                orchestration.patience());
    }

    /** Chooses engines, and has them started. */
    public EngineSelector selector() {
        return selector;
    }

    /** Reports streams. */
    public StreamListener reporter() {
        return reporter;
    }

    /** From now on, has streams moved away from engines that are being drained. */
    void evacuate(Consumer<Predicate<Engine>> mover) {
        desk.post(new DrainWatch(client, roster, desk, mover)::start);
    }

    /** What is known now, for the status page. Any thread; never waits. */
    StatusPart status() {
        return new OrchestrationStatus(health(), reach.trouble(), queue.stats(), desk.ticker());
    }

    private Health health() {
        return poller.latest().withKeyRefused(client.isKeyRefused());
    }

    /** What is known now of the orchestrator. Any thread; never waits. */
    OrchestratorView view() {
        Optional<String> dialect = client.dialect().map(known -> known.name().toLowerCase(Locale.ROOT));
        return new OrchestratorView(
                new OrchestratorView.Who(url, dialect),
                health(),
                client.isCircuitOpen(),
                changes.since(),
                reach.trouble(),
                queue.stats(),
                desk.ticker());
    }

    /** What is known now of its engines. Any thread; never waits. */
    List<EngineView> engines() {
        return board.engines();
    }

    /** Why no engine can serve: none is there, and none is started, or nobody knows. Any thread; never waits. */
    Optional<String> noEngine() {
        Health health = health();
        if (health.isStale(desk.ticker())) {
            String why = health.trouble().map(trouble -> ": " + trouble).orElse("");
            return Optional.of("no engine known: the orchestrator does not answer" + why);
        }
        boolean none =
                health.status().map(status -> status.engines().total() == 0).orElse(true);
        return none
                ? health.blocked().map(reason -> "no engine known, and none is started: " + reason.message())
                : Optional.empty();
    }

    /** The list is looked at as often as the health: it is what will be known should the orchestrator go away. */
    private void healthSeen(Health health) {
        boolean back = health.reachable() && !reachable;
        reachable = health.reachable();
        log.seen(health);
        changes.seen(health.withKeyRefused(client.isKeyRefused()));
        selector.healthSeen();
        if (back) {
            booksUnread = true;
            queue.resume();
        }
        boolean news = statusSeen.isEmpty()
                || statusSeen.getAsLong() != health.reading().nanos();
        statusSeen = OptionalLong.of(health.reading().nanos());
        if (reachable && news) {
            roster.refresh(fresh -> {
                if (fresh && booksUnread) {
                    compareBooks();
                }
            });
        }
    }

    private ClientListener keyWatch() {
        return new ClientListener() {
            @Override
            public void keySeen(Optional<String> refusal) {
                Orchestration.this.keySeen(refusal);
            }
        };
    }

    /** What was refused to us by then is known at once; what is allowed again goes out at once. */
    private void keySeen(Optional<String> refusal) {
        log.key(refusal);
        poller.pollNow();
        if (refusal.isEmpty()) {
            queue.resume();
        }
    }

    private void compareBooks() {
        booksUnread = false;
        long asking = desk.now();
        // What a process that is about to end still plays is no left-over: it reports the end itself.
        boolean endsItself = shared.getAsBoolean()
                || client.dialect().map(Dialect::endsStreamsItself).orElse(true);
        desk.hear(client.streams(desk.loop()), answer -> {
            Optional<List<StreamState>> listed = answer.contentIfAny();
            log.books(listed.isPresent() || isOver(answer) ? Optional.empty() : Optional.of(answer.describe()));
            if (listed.isPresent()) {
                reporter.orchestratorBack(listed.get(), asking, endsItself);
            } else {
                booksUnread = true;
                reporter.openBooks();
            }
        });
    }

    /** This client itself has been closed meanwhile. */
    private static boolean isOver(Reply<?> answer) {
        return answer instanceof Reply.Failed<?> failed && failed.fault() == HttpFault.CLOSED;
    }

    private void listSeen() {
        reporter.listSeen();
        selector.listSeen();
        board.changed();
    }

    /**
     * Delivers what is still to be reported, then says goodbye. To be called when all streams have ended.
     *
     * @param within the longest that this may take
     * @return completed on {@code executor} within that time
     */
    public Future<Void> close(Duration within, EventExecutor executor) {
        Promise<Void> closed = executor.newPromise();
        poller.stop();
        boolean hopeless =
                (!poller.latest().reachable() || client.isKeyRefused()) && SHORT_GOODBYE.compareTo(within) < 0;
        queue.close(hopeless ? SHORT_GOODBYE : within, executor)
                .addListener(flushed -> client.close(executor).addListener(ended -> closed.trySuccess(null)));
        return closed;
    }
}
