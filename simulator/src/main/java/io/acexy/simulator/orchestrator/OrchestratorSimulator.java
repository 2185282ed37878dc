package io.acexy.simulator.orchestrator;

import io.acexy.simulator.engine.Broadcaster;
import io.acexy.simulator.engine.EngineSettings;
import io.acexy.simulator.engine.EngineSimulator;
import io.acexy.simulator.orchestrator.OrchestratorScript.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * One simulated acestream-orchestrator on a port of 127.0.0.1, and a second one in dialect B: its HTTP interface, its rules
 * and timing, and its ways to fail as {@linkplain OrchestratorScript scripts} that can be switched while it runs. Its engines
 * are real {@link EngineSimulator}s that share one broadcaster; it starts them and stops them. What it imitates, and how sure
 * each fact is, is said where it is imitated.
 *
 * <p>Any thread but an event loop may call; each call has taken effect when it returns. It lives until {@link #close}, through
 * any number of {@link #restart}.
 */
public final class OrchestratorSimulator implements AutoCloseable {

    private final OrchestratorParts parts;

    private OrchestratorSimulator(Builder builder) {
        this.parts = new OrchestratorParts(builder);
        try {
            parts.begin(builder.settings.fleet().enginesAtStart());
        } catch (RuntimeException e) {
            parts.close();
            throw e;
        }
    }

    /** An orchestrator of dialect A_DEC with fast settings on any free port, started. */
    public static OrchestratorSimulator start() {
        return builder().start();
    }

    /** As {@link #start()}, with another dialect and other settings. */
    public static OrchestratorSimulator start(OrchestratorDialect dialect, OrchestratorSettings settings) {
        return builder().dialect(dialect).settings(settings).start();
    }

    /** For everything else that can be chosen. */
    public static Builder builder() {
        return new Builder();
    }

    /** Chooses what an orchestrator is made of, then starts it. */
    public static final class Builder {
        int port;
        int internalPort;
        OrchestratorDialect dialect = OrchestratorDialect.A_DEC;
        OrchestratorSettings settings = OrchestratorSettings.fast();
        IntFunction<EngineSettings> engineSettings = index -> EngineSettings.fast();
        Consumer<String> observer = line -> {};
        Broadcaster broadcaster;

        private Builder() {}

        /** A fixed port; 0, the default, takes a free one. */
        public Builder port(int value) {
            port = value;
            return this;
        }

        /** A fixed second port for dialect B; 0, the default, takes a free one. */
        public Builder internalPort(int value) {
            internalPort = value;
            return this;
        }

        /** What it speaks at first. */
        public Builder dialect(OrchestratorDialect value) {
            dialect = value;
            return this;
        }

        /** Everything that can be set about it. */
        public Builder settings(OrchestratorSettings value) {
            settings = value;
            return this;
        }

        /** Settings of each engine by its number, from 0; fast ones by default. */
        public Builder engineSettings(IntFunction<EngineSettings> value) {
            engineSettings = value;
            return this;
        }

        /** What is on air on all engines; the test pattern by default. */
        public Builder broadcaster(Broadcaster value) {
            broadcaster = value;
            return this;
        }

        /** Told in a line of each request and of what becomes of engines, from several threads; must not block. */
        public Builder observer(Consumer<String> value) {
            observer = value;
            return this;
        }

        /**
         * Starts the engines, then listens.
         *
         * @throws RuntimeException if a port is taken
         */
        public OrchestratorSimulator start() {
            return new OrchestratorSimulator(this);
        }
    }

    /** The API's port, also while it refuses. */
    public int port() {
        return parts.server.port();
    }

    /** What a proxy is told: scheme, host and port. */
    public String url() {
        return "http://127.0.0.1:" + port();
    }

    /** The same of dialect B's second port; in other dialects it refuses. */
    public String internalUrl() {
        return "http://127.0.0.1:" + parts.server.internalPort();
    }

    /** What it speaks now. */
    public OrchestratorDialect dialect() {
        return parts.core.dialect;
    }

    /** What is on air on all engines: the truth to compare with. */
    public Broadcaster broadcaster() {
        return parts.broadcaster;
    }

    /** Changes settings while it runs: from the next request on, and for engines from the next event of their lives. */
    public void configure(UnaryOperator<OrchestratorSettings> change) {
        parts.onLoop(() -> {
            parts.core.settings = change.apply(parts.core.settings);
            return null;
        });
    }

    /** Switches a script on, in place of the one of its scope; {@link OrchestratorScript#NORMAL} lifts all. */
    public void setScript(OrchestratorScript script) {
        parts.script(board -> board.set(script));
    }

    /**
     * Switches the transport script of one endpoint; {@link OrchestratorScript#NORMAL} lifts it.
     *
     * @throws IllegalArgumentException if the script does not concern transport
     */
    public void setScript(OrchestratorEndpoint endpoint, OrchestratorScript script) {
        parts.script(board -> board.set(endpoint, script));
    }

    /** Lifts the script of one scope; of {@link Scope#TRANSPORT} those of single endpoints too. */
    public void lift(Scope scope) {
        parts.script(board -> board.lift(scope));
    }

    /** What scripts hold now, for people. */
    public String scripts() {
        return parts.core.scripts.toString();
    }

    /** Restarts at once in the same dialect; engines survive under new container ids, streams are forgotten. */
    public void restart() {
        restart(RestartPlan.of(dialect()));
    }

    /**
     * Restarts. Returns once the port refuses and the state is gone; the port opens again after the plan's time ({@link
     * OrchestratorCounters#listening}), at once if that is zero.
     */
    public void restart(RestartPlan plan) {
        parts.restart(plan);
    }

    /** The engines in the books, listed or not, phantoms included, in the order in which they came. */
    public List<SimulatedEngine> engines() {
        return parts.onLoop(() -> parts.registry.engines().stream()
                .map(e -> e.snapshot(parts.core.dialect))
                .toList());
    }

    /**
     * The engine itself, to set its scripts and read its counters.
     *
     * @throws IllegalArgumentException if there is none under this id, none behind it, or it does not answer yet
     */
    public EngineSimulator engine(String containerId) {
        return Optional.ofNullable(parts.onLoop(() -> parts.entry(containerId).container))
                .flatMap(Container::engine)
                .orElseThrow(() -> new IllegalArgumentException("the engine does not answer yet"));
    }

    /** Every engine that ever answered, the latest 500, those that are gone too: for their counters. */
    public List<EngineSimulator> everyEngine() {
        return parts.onLoop(parts.fleet::everyContainer).stream()
                .flatMap(container -> container.engine().stream())
                .toList();
    }

    /** Adds an engine that is listed, healthy and answers, as an operator does. */
    public SimulatedEngine addEngine() {
        return parts.addEngine();
    }

    /** The engine's process dies; the list shows it as before until that is noticed, as the settings say. */
    public void killEngine(String containerId) {
        parts.change(containerId, parts.fleet::kill);
    }

    /** The engine's process restarts in its container, without its sessions. */
    public void restartEngine(String containerId) {
        parts.change(containerId, parts.fleet::restart);
    }

    /** The container is gone, and so is its place in the list. */
    public void removeEngine(String containerId) {
        parts.change(containerId, engine -> {
            CompletableFuture<Void> removed = parts.fleet.remove(engine);
            parts.autoscaler.wantNoMoreThanThereAre();
            return removed;
        });
    }

    /** Another container on the same port under the same name: the process runs on, only the id is new; returns it. */
    public String renameEngine(String containerId) {
        return parts.onLoop(() -> {
            String id = parts.core.newContainerId();
            parts.registry.rename(parts.entry(containerId), id);
            return id;
        });
    }

    /** What the list says of an engine's health, until a check finds otherwise. */
    public void setHealth(String containerId, EngineHealth health) {
        set(containerId, e -> {
            e.health = health;
            e.lastHealthCheck = Instant.now();
        });
    }

    /** Dialect B: the engine finishes its streams and gets no more, for a reason; empty ends that. */
    public void setDraining(String containerId, Optional<String> reason) {
        set(containerId, e -> e.drainReason = reason.orElse(null));
    }

    /** Whether the engine has the VPN's forwarded port. */
    public void setForwarded(String containerId, boolean forwarded) {
        set(containerId, e -> e.forwarded = forwarded);
    }

    /** The host under which the list shows it, for example one that nobody can resolve. */
    public void setHost(String containerId, String host) {
        set(containerId, e -> e.host = host);
    }

    /** Whether the list shows it; it runs either way. */
    public void setListed(String containerId, boolean listed) {
        set(containerId, e -> e.hidden = !listed);
    }

    private void set(String containerId, Consumer<EngineEntry> change) {
        parts.onLoop(() -> {
            change.accept(parts.entry(containerId));
            parts.registry.changed();
            return null;
        });
    }

    /** What was counted up to now. */
    public OrchestratorCounters counters() {
        return parts.core.counters.snapshot();
    }

    /**
     * Waits until the counters satisfy a condition.
     *
     * @return the counters that did
     * @throws IllegalStateException if they do not in time; the message holds what they were
     */
    public OrchestratorCounters awaitCounters(Predicate<OrchestratorCounters> condition, Duration atMost)
            throws InterruptedException {
        return parts.core.counters.await(condition, atMost);
    }

    /** Ends the API, every engine, and the threads that are its own. Harmless when ended. */
    @Override
    public void close() {
        parts.close();
    }
}
