package io.acexy.server.selection;

import io.acexy.core.engine.Engine;
import io.acexy.core.engine.EngineCheck;
import io.acexy.orchestrator.OrchestratorConfig;
import io.acexy.orchestrator.event.EventQueue;
import io.acexy.orchestrator.health.HealthPoller;
import io.acexy.server.config.OrchestrationPatience;
import io.acexy.server.report.ReportedStreams;
import io.acexy.server.report.SlotsHeldThere;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** All that a choice among an orchestrator's engines works with; looks at engines end when the test says so. */
final class Selecting {

    private static final OrchestratorConfig CONFIG =
            OrchestratorConfig.builder(URI.create("http://orchestrator")).build();

    /** Called when the state, or the list, has been read. */
    Runnable healthSeen = () -> {};

    Runnable listSeen = () -> {};

    final AskedOrchestrator orchestrator = new AskedOrchestrator();
    final HealthPoller poller = new HealthPoller(
            orchestrator.client, CONFIG.health(), orchestrator.clockwork(), health -> healthSeen.run());
    final EngineRoster roster = new EngineRoster(orchestrator.client, orchestrator.desk(), () -> listSeen.run());
    final EngineBooks books = new EngineBooks(orchestrator.ticker, new ReportedStreams(orchestrator.ticker));
    final EventQueue queue = new EventQueue(orchestrator.client, CONFIG.events(), orchestrator.clockwork());
    final EngineReach reach = new EngineReach();

    /** What became of attempts, with the time each has taken. */
    final List<String> provisions = new ArrayList<>();

    /** Engines that are being looked at, in the order of their looks. */
    final List<Engine> looked = new ArrayList<>();

    private final Deque<Promise<EngineCheck>> looks = new ArrayDeque<>();

    SelectionParts parts(int maxStreams) {
        Limits limits = new Limits(
                maxStreams,
                false,
                Duration.ofSeconds(54),
                new OrchestrationPatience(Duration.ofSeconds(60), Duration.ofSeconds(10), Duration.ofSeconds(60)));
        ProvisionListener listener = new ProvisionListener() {
            @Override
            public void provisioned(Result result, Duration took) {
                provisions.add(result + " after " + took.toMillis() + " ms");
            }
        };
        return new SelectionParts(
                orchestrator.client,
                poller,
                this::look,
                roster,
                new SelectionParts.Notes(books, new SlotsHeldThere(queue), reach, listener),
                orchestrator.desk(),
                limits);
    }

    private Future<EngineCheck> look(EventLoop loop, Engine engine, Duration timeout) {
        Promise<EngineCheck> look = loop.newPromise();
        looked.add(engine);
        looks.add(look);
        return look;
    }

    /** Ends the oldest open look at an engine. */
    void looked(EngineCheck.State state) {
        looks.remove().setSuccess(new EngineCheck(state, state == EngineCheck.State.READY ? "" : "it is " + state));
        orchestrator.run();
    }

    /** A new list comes, at once. */
    void list(Listed... engines) {
        roster.refresh(fresh -> {});
        orchestrator.list(engines);
    }
}
