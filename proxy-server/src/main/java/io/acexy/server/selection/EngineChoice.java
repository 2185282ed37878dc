package io.acexy.server.selection;

import io.acexy.core.Bugs;
import io.acexy.core.engine.Engine;
import io.acexy.core.engine.EngineClient;
import io.acexy.core.engine.EngineSelector;
import io.acexy.core.stream.StreamListener;
import io.acexy.orchestrator.ClientTransport;
import io.acexy.orchestrator.NettyOrchestratorClient;
import io.acexy.orchestrator.time.Clockwork;
import io.acexy.server.admin.EngineOffice;
import io.acexy.server.admin.EngineView;
import io.acexy.server.admin.OrchestratorView;
import io.acexy.server.admin.StatusPart;
import io.acexy.server.config.EngineAt;
import io.acexy.server.config.OrchestrationConfig;
import io.acexy.server.config.PoolConfig;
import io.acexy.server.config.ProxyConfig;
import io.acexy.server.selection.Orchestration.Surroundings;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * How engines are chosen, as configured: from a list that does not change, or by an orchestrator with that list to fall back on.
 *
 * @param selector chooses
 * @param listener has to hear of streams
 * @param office shows engines and orchestrator
 * @param orchestration what there is of an orchestrator
 * @param noEngine why no engine can serve, as far as it is known; nothing when one can. Any thread
 */
public record EngineChoice(
        EngineSelector selector,
        StreamListener listener,
        EngineOffice office,
        Optional<Orchestration> orchestration,
        Supplier<Optional<String>> noEngine) {

    /**
     * Begins to watch what the configuration names: a pool, an orchestrator, or nothing.
     *
     * @param engines to probe engines with
     * @param transport the loop for everything that is not a stream's, and sockets that fit it
     * @param bugs hears what is thrown there
     * @param listeners hear how it goes
     * @param shared whether another process of this name still reports its own streams
     */
    public static EngineChoice of(
            ProxyConfig config,
            EngineClient engines,
            ClientTransport transport,
            Bugs bugs,
            ChoiceListeners listeners,
            BooleanSupplier shared) {
        Orchestration.Clients clients = (settings, clockwork, listener) ->
                new NettyOrchestratorClient(settings, transport, clockwork, listener);
        Clockwork clockwork = Clockwork.system(transport.home());
        return of(config, engines::check, new Surroundings(clients, clockwork, bugs, listeners, shared));
    }

    /** The same, by another clock and with other clients. */
    static EngineChoice of(ProxyConfig config, EngineProbe engines, Surroundings around) {
        StaticEngineSelector known = known(config, engines, around.desk());
        if (config.engines().orchestration().orchestrator().isEmpty()) {
            return new EngineChoice(
                    known, StreamListener.NONE, new Office(known, Optional.empty()), Optional.empty(), known::noEngine);
        }
        Orchestration orchestration = Orchestration.start(config, engines, known, around);
        return new EngineChoice(
                orchestration.selector(),
                orchestration.reporter(),
                new Office(known, Optional.of(orchestration)),
                Optional.of(orchestration),
                orchestration::noEngine);
    }

    /** Shows the engines of the orchestrator, or else those of the configuration; of the latter also what we fall back on. */
    private record Office(StaticEngineSelector known, Optional<Orchestration> orchestration) implements EngineOffice {

        @Override
        public List<EngineView> engines() {
            if (orchestration.isEmpty()) {
                return known.engines();
            }
            List<EngineView> all = new ArrayList<>(orchestration.get().engines());
            known.engines().stream().filter(one -> one.slots().ours() > 0).forEach(all::add);
            return all;
        }

        @Override
        public Optional<OrchestratorView> orchestrator() {
            return orchestration.map(Orchestration::view);
        }
    }

    private static StaticEngineSelector known(ProxyConfig config, EngineProbe engines, Desk desk) {
        PoolConfig known = config.engines().pool();
        OrchestrationConfig orchestration = config.engines().orchestration();
        boolean fallback = orchestration.orchestrator().isPresent();
        int most = fallback ? orchestration.fallbackMaxStreams() : known.maxStreamsPerEngine();
        if (known.pool().isEmpty()) {
            return new StaticEngineSelector(desk, List.of(at(new EngineAt(known.single(), false))), most);
        }
        StaticEngineSelector pool = new StaticEngineSelector(
                desk, known.pool().stream().map(EngineChoice::at).toList(), fallback ? most : Math.max(1, most));
        pool.probe(engines, known.healthInterval(), known.healthTimeout());
        return pool;
    }

    private static Engine at(EngineAt there) {
        String host = there.address().host();
        int port = there.address().port();
        return there.proxy() ? Engine.proxyAt(host, port) : Engine.at(host, port);
    }

    /** Tells where streams can be moved away from engines that are about to go. */
    public void evacuate(Consumer<Predicate<Engine>> mover) {
        orchestration.ifPresent(known -> known.evacuate(mover));
    }

    /** For the status page. */
    public StatusPart status() {
        return orchestration
                .<StatusPart>map(known -> json -> known.status().writeTo(json))
                .orElse(StatusPart.NONE);
    }

    /**
     * Delivers the last reports. To be called when all streams have ended.
     *
     * @return completed on {@code executor} within that time
     */
    public Future<Void> close(Duration within, EventExecutor executor) {
        return orchestration
                .map(orchestrator -> orchestrator.close(within, executor))
                .orElseGet(() -> executor.newSucceededFuture(null));
    }
}
