package io.acexy.simulator.orchestrator;

import io.acexy.simulator.engine.Broadcaster;
import io.acexy.simulator.engine.EngineSimulator;
import io.acexy.simulator.support.ServerPort;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * The parts of one orchestrator, put together, and what concerns several of them: beginning, scripts, restart, end. Called
 * from any thread but event loops.
 */
final class OrchestratorParts implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    final OrchestratorCore core;
    final Registry registry;
    final Fleet fleet;
    final Autoscaler autoscaler;
    final ApiServer server;

    final Broadcaster broadcaster;
    private final EventLoopGroup loop = ServerPort.newLoops(1);
    private final EventLoopGroup engineLoops = ServerPort.newLoops(2);
    private final ExecutorService containerThread = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "simulator-containers");
        thread.setDaemon(true);
        return thread;
    });
    private final ApiGate gate;
    private final LocalGet localGet;
    private final Collector collector;
    private boolean closed;

    OrchestratorParts(OrchestratorSimulator.Builder builder) {
        this.broadcaster = builder.broadcaster == null ? Broadcaster.ofTestPattern() : builder.broadcaster;
        this.core = new OrchestratorCore(loop.next(), builder.settings, builder.dialect, builder.observer);
        this.registry = new Registry(core);
        IntFunction<EngineSimulator.Builder> engines = index -> EngineSimulator.builder()
                .settings(builder.engineSettings.apply(index))
                .broadcaster(broadcaster)
                .loops(engineLoops);
        this.fleet = new Fleet(core, registry, containerThread, engines);
        ProvisioningRules rules = new ProvisioningRules(core, fleet);
        EventRules events = new EventRules(core, registry);
        this.autoscaler = new Autoscaler(core, registry, fleet, rules);
        Proposals proposals = new Proposals(core, registry, fleet, rules, events);
        Api a = new ApiA(core, registry, fleet, rules, events, proposals);
        Api b = new ApiB(core, registry, fleet, autoscaler, rules, events, proposals);
        this.gate = new ApiGate(core, registry, a, b, proposals);
        this.localGet = new LocalGet(core.loop);
        this.collector = new Collector(core, registry, events, localGet);
        try {
            this.server = new ApiServer(core, gate, builder.port, builder.internalPort);
        } catch (RuntimeException e) {
            endThreads();
            throw e;
        }
    }

    /** Engines first, then the port, as the real ones of dialect A; dialect B may do it the other way round. */
    void begin(int engines) {
        boolean listensFirst = !core.dialect.isA() && core.settings.controller().listensFirst();
        if (listensFirst) {
            server.listen();
            addEngines(engines);
        } else {
            addEngines(engines);
            server.listen();
        }
        onLoop(() -> {
            autoscaler.start();
            collector.start();
            return null;
        });
    }

    private List<EngineEntry> addEngines(int number) {
        List<CompletableFuture<EngineEntry>> added = onLoop(() -> {
            List<CompletableFuture<EngineEntry>> futures = new ArrayList<>();
            for (int i = 0; i < number; i++) {
                CompletableFuture<EngineEntry> future = new CompletableFuture<>();
                fleet.provisionReady(future::complete);
                futures.add(future);
            }
            return futures;
        });
        return added.stream().map(OrchestratorParts::await).toList();
    }

    SimulatedEngine addEngine() {
        EngineEntry engine = addEngines(1).get(0);
        return onLoop(() -> {
            autoscaler.wantNoLessThanThereAre();
            return engine.snapshot(core.dialect);
        });
    }

    private static <T> T await(CompletableFuture<T> future) {
        return future.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    }

    /** Does something on the loop and waits for it. */
    <T> T onLoop(Callable<T> task) {
        Future<T> done = core.loop.submit(task);
        return done.syncUninterruptibly().getNow();
    }

    /** On the loop. */
    EngineEntry entry(String containerId) {
        return registry.engine(containerId)
                .orElseThrow(() -> new IllegalArgumentException("there is no engine " + containerId));
    }

    void change(String containerId, Function<EngineEntry, CompletableFuture<Void>> change) {
        await(onLoop(() -> change.apply(entry(containerId))));
    }

    synchronized void script(Consumer<OrchestratorScriptBoard> change) {
        boolean halfBefore = core.scripts.is(OrchestratorScript.VPN_HALF_DOWN);
        boolean refusedBefore = core.scripts.is(OrchestratorScript.REFUSING);
        change.accept(core.scripts);
        boolean refuses = core.scripts.is(OrchestratorScript.REFUSING);
        if (refuses) {
            server.refuse();
        } else if (refusedBefore) {
            server.listen();
        }
        core.say("scripts: " + core.scripts);
        boolean vpnIsBack = halfBefore && !core.scripts.is(OrchestratorScript.VPN_HALF_DOWN);
        onLoop(() -> {
            if (vpnIsBack) {
                registry.engines().stream()
                        .filter(EngineEntry::isBehindSecondVpn)
                        .forEach(fleet::restart);
            }
            gate.thaw();
            autoscaler.nudge();
            return null;
        });
    }

    synchronized void restart(RestartPlan plan) {
        core.say("restarts as " + plan.dialect());
        core.scripts.lift(OrchestratorScript.Scope.SERVER);
        server.refuse();
        onLoop(() -> {
            gate.forget();
            core.dialect = plan.dialect();
            registry.forgetStreamsAndPhantoms();
            core.counters.restarted();
            return null;
        });
        if (!plan.enginesSurvive()) {
            restartEngines();
        }
        if (plan.refusing().isZero()) {
            server.listen();
        } else {
            onLoop(() -> {
                core.later(plan.refusing(), () -> containerThread.execute(server::listen));
                return null;
            });
        }
    }

    /** Those of the start come back on their ports and under their names, all others are gone. */
    private void restartEngines() {
        int wanted = core.settings.fleet().enginesAtStart();
        List<CompletableFuture<Void>> changes = onLoop(() -> {
            List<CompletableFuture<Void>> all = new ArrayList<>();
            for (EngineEntry engine : registry.engines()) {
                all.add(all.size() < wanted ? fleet.restart(engine) : fleet.remove(engine));
            }
            autoscaler.wantNoMoreThanThereAre();
            return all;
        });
        changes.forEach(OrchestratorParts::await);
        addEngines(Math.max(0, wanted - changes.size()));
        onLoop(() -> {
            autoscaler.wantNoLessThanThereAre();
            return null;
        });
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        server.close();
        Set<Container> containers = onLoop(() -> {
            core.close();
            localGet.close();
            Set<Container> all = new LinkedHashSet<>(fleet.everyContainer());
            registry.engines().stream().filter(e -> !e.isPhantom()).forEach(e -> all.add(e.container));
            return all;
        });
        CompletableFuture.runAsync(() -> containers.forEach(Container::remove), containerThread)
                .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join();
        endThreads();
    }

    private void endThreads() {
        containerThread.shutdown();
        loop.shutdownGracefully(0, 60, TimeUnit.SECONDS).syncUninterruptibly();
        engineLoops.shutdownGracefully(0, 60, TimeUnit.SECONDS).syncUninterruptibly();
    }
}
