package io.acexy.simulator.orchestrator;

import io.acexy.simulator.engine.EngineSimulator;
import io.acexy.simulator.orchestrator.OrchestratorCounters.Count;
import io.acexy.simulator.orchestrator.OrchestratorScript.Scope;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The containers: started, listed, healthy, dead, removed. Confined to the orchestrator's loop; what blocks is done by the
 * container thread, which comes back to the loop with the result.
 */
final class Fleet {

    private static final Logger LOG = LoggerFactory.getLogger(Fleet.class);
    private static final int REMEMBERED = 500;

    private final OrchestratorCore core;
    private final Registry registry;
    private final Executor containerThread;
    private final IntFunction<EngineSimulator.Builder> engines;
    private final Set<String> names = new HashSet<>();
    private final Deque<Container> all = new ArrayDeque<>();
    private int made;
    private int starting;
    private int leakedSlots;

    Fleet(
            OrchestratorCore core,
            Registry registry,
            Executor containerThread,
            IntFunction<EngineSimulator.Builder> engines) {
        this.core = core;
        this.registry = registry;
        this.containerThread = containerThread;
        this.engines = engines;
    }

    /** Containers that run or are being started, and slots that failures have taken. */
    int taken() {
        return running() + starting + leakedSlots;
    }

    int running() {
        return (int) registry.engines().stream().filter(e -> !e.isPhantom()).count();
    }

    int starting() {
        return starting;
    }

    boolean isFull() {
        return taken() >= core.settings.fleet().replicas().most();
    }

    /** Another failed creation keeps its port; the next success frees all such. */
    void leakSlot() {
        leakedSlots++;
    }

    /** All containers that ever were, as far as remembered. */
    List<Container> everyContainer() {
        return new ArrayList<>(all);
    }

    /**
     * Starts a container, in the time that provisioning takes and with what scripts do to new engines.
     *
     * @param then told on the loop of the engine in the books
     */
    void provision(Map<String, String> labels, Consumer<EngineEntry> then) {
        long delay = core.nanos(core.settings.fleet().arrival().provisioning());
        create(delay, container -> provisioned(container, labels, then));
    }

    /** Starts a container whose engine answers, is listed and is healthy once {@code then} is told. */
    void provisionReady(Consumer<EngineEntry> then) {
        create(
                0,
                container -> bootThen(container, () -> {
                    EngineEntry engine = enter(container, "127.0.0.1", Map.of());
                    list(engine);
                    check(engine, EngineHealth.HEALTHY);
                    then.accept(engine);
                }));
    }

    private void create(long delay, Consumer<Container> then) {
        starting++;
        inFlight();
        int index = made++;
        String name = lowestFreeName();
        names.add(name);
        core.later(
                delay,
                () -> onContainerThread(() -> {
                    Container container = new Container(index, name, engines);
                    core.loop.execute(() -> created(container, then));
                }));
    }

    private void created(Container container, Consumer<Container> then) {
        if (core.isClosed()) {
            container.remove();
            return;
        }
        if (all.size() == REMEMBERED) {
            all.removeFirst();
        }
        all.addLast(container);
        then.accept(container);
    }

    private EngineEntry enter(Container container, String host, Map<String, String> labels) {
        EngineEntry engine = new EngineEntry(core.newContainerId(), container, host, container.port());
        label(engine, labels);
        starting--;
        leakedSlots = 0;
        inFlight();
        registry.add(engine);
        return engine;
    }

    private void inFlight() {
        core.counters.set(Count.PROVISIONS_IN_FLIGHT, starting);
        core.counters.atLeast(Count.MOST_PROVISIONS_IN_FLIGHT, starting);
    }

    /** Docker names are used again, so a name is no identity. */
    private String lowestFreeName() {
        int number = 1;
        while (names.contains("acestream-" + number)) {
            number++;
        }
        return "acestream-" + number;
    }

    private void provisioned(Container container, Map<String, String> labels, Consumer<EngineEntry> then) {
        OrchestratorScript script = core.scripts.of(Scope.NEW_ENGINES);
        boolean unresolvable = script == OrchestratorScript.NEW_ENGINES_UNRESOLVABLE;
        String host = unresolvable ? container.name() + ".invalid" : "127.0.0.1";
        if (script == OrchestratorScript.NEW_ENGINES_FAIL) {
            container.failStarts();
        }
        Runnable arrived = () -> {
            EngineEntry engine = enter(container, host, labels);
            if (script == OrchestratorScript.NEW_ENGINES_PORT_IN_USE) {
                registry.engines().stream().findFirst().ifPresent(first -> engine.port = first.port);
            }
            core.later(core.settings.fleet().arrival().untilListed(), () -> list(engine));
            makeHealthy(engine);
            then.accept(engine);
        };
        long boot = core.nanos(core.settings.fleet().arrival().untilAnswering());
        boolean dead =
                script == OrchestratorScript.NEW_ENGINES_DEAD || script == OrchestratorScript.NEW_ENGINES_PORT_IN_USE;
        if (dead) {
            arrived.run();
        } else if (boot == 0) {
            bootThen(container, arrived);
        } else {
            arrived.run();
            core.later(boot, () -> bootThen(container, () -> {}));
        }
    }

    private void label(EngineEntry engine, Map<String, String> labels) {
        String port = Integer.toString(engine.port);
        engine.labels.put("ondemand.app", "myservice");
        engine.labels.put("acestream.http_port", port);
        engine.labels.put("host.http_port", port);
        engine.labels.put("acestream.engine_variant", "krinkuto11-amd64");
        engine.labels.putAll(labels);
    }

    private void bootThen(Container container, Runnable then) {
        onContainerThread(() -> {
            try {
                container.boot();
            } catch (Exception e) {
                // Binding throws checked exceptions undeclared. What waits for the engine must not wait for ever: it is
                // there, and dead.
                LOG.atError().setCause(e).log("a simulated engine does not boot");
                container.kill();
            }
            core.loop.execute(then);
        });
    }

    private void list(EngineEntry engine) {
        engine.listed = true;
        registry.changed();
        core.say("engine " + engine.name() + " is listed at " + engine.host + ":" + engine.port);
    }

    private void makeHealthy(EngineEntry engine) {
        FleetSettings.Arrival arrival = core.settings.fleet().arrival();
        core.later(arrival.untilHealthy(), () -> {
            check(engine, arrival.unhealthyFirst() ? EngineHealth.UNHEALTHY : EngineHealth.HEALTHY);
            if (arrival.unhealthyFirst()) {
                core.later(arrival.untilHealthy(), () -> check(engine, EngineHealth.HEALTHY));
            }
        });
    }

    private void check(EngineEntry engine, EngineHealth found) {
        engine.lastHealthCheck = Instant.now();
        EngineHealth before = engine.health;
        engine.health = engine.isRunning() ? found : EngineHealth.UNHEALTHY;
        if (engine.health != before) {
            core.say("engine " + engine.name() + " is " + engine.health.wire());
        }
        registry.changed();
    }

    /** The process dies, which is noticed later. */
    CompletableFuture<Void> kill(EngineEntry engine) {
        FleetSettings.Departure departure = core.settings.fleet().departure();
        return work(engine.container::kill, () -> {
            core.later(departure.deadNoticed(), () -> check(engine, EngineHealth.HEALTHY));
            if (!departure.deadUnlisted().isZero()) {
                core.later(departure.deadUnlisted(), () -> removeIfDead(engine));
            }
        });
    }

    private void removeIfDead(EngineEntry engine) {
        if (engine.container.isDead() && registry.holds(engine)) {
            remove(engine);
        }
    }

    /** The process is up again in the same container, without its sessions. */
    CompletableFuture<Void> restart(EngineEntry engine) {
        return work(engine.container::restart, () -> {
            engine.health = EngineHealth.UNKNOWN;
            makeHealthy(engine);
        });
    }

    /** The container is gone, from the list too. */
    CompletableFuture<Void> remove(EngineEntry engine) {
        registry.remove(engine);
        if (engine.isPhantom()) {
            return CompletableFuture.completedFuture(null);
        }
        core.say("engine " + engine.name() + " is removed");
        return work(engine.container::remove, () -> names.remove(engine.container.name()));
    }

    /** Does something on the container thread, then something on the loop, then completes. */
    CompletableFuture<Void> work(Runnable blocking, Runnable afterwards) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        onContainerThread(() -> {
            try {
                blocking.run();
            } catch (Exception e) {
                // Binding throws checked exceptions undeclared.
                done.completeExceptionally(e);
                return;
            }
            core.loop.execute(() -> {
                afterwards.run();
                done.complete(null);
            });
        });
        return done;
    }

    private void onContainerThread(Runnable work) {
        if (core.isClosed()) {
            return;
        }
        try {
            containerThread.execute(() -> {
                try {
                    work.run();
                } catch (Exception e) {
                    LOG.atError().setCause(e).log("a simulated container could not be changed");
                }
            });
        } catch (RejectedExecutionException e) {
            LOG.atDebug().setCause(e).log("closing: containers are left as they are");
        }
    }
}
