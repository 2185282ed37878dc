package io.acexy.simulator.orchestrator;

import io.acexy.simulator.engine.EngineScript;
import io.acexy.simulator.engine.EngineSimulator;
import io.acexy.simulator.support.HeldPort;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * A container with an engine in it: first a port that refuses, then an engine that answers, in the end nothing. Changed by
 * the orchestrator's container thread alone, because starting and stopping block; may be asked from any thread.
 */
final class Container {

    private final int index;
    private final String name;
    private final int port;
    private final IntFunction<EngineSimulator.Builder> engines;
    private HeldPort held;
    private volatile EngineSimulator engine;
    private volatile boolean dead;
    private boolean failing;
    private boolean removed;

    /**
     * Takes a port.
     *
     * @param index which engine of this orchestrator it is, from 0
     * @param engines makes the engine with a number
     */
    Container(int index, String name, IntFunction<EngineSimulator.Builder> engines) {
        this.index = index;
        this.name = name;
        this.engines = engines;
        this.held = new HeldPort(0);
        this.port = held.port();
    }

    int index() {
        return index;
    }

    String name() {
        return name;
    }

    int port() {
        return port;
    }

    boolean isDead() {
        return dead;
    }

    Optional<EngineSimulator> engine() {
        return Optional.ofNullable(engine);
    }

    /** The engine shall refuse every start; takes effect when it boots. */
    void failStarts() {
        failing = true;
    }

    /** The engine answers from now on. */
    void boot() {
        if (engine != null || dead || removed) {
            return;
        }
        held.close();
        held = null;
        EngineSimulator started = engines.apply(index).port(port).start();
        if (failing) {
            started.setScript(EngineScript.FAILED_TO_LOAD);
        }
        engine = started;
    }

    /** The process dies; its port refuses. */
    void kill() {
        dead = true;
        if (engine != null) {
            engine.kill();
        }
    }

    /** The process is up again on the same port, without its sessions. */
    void restart() {
        if (removed) {
            return;
        }
        dead = false;
        if (engine == null) {
            boot();
        } else {
            engine.restart();
        }
    }

    /** The container is removed; again is harmless. */
    void remove() {
        if (removed) {
            return;
        }
        removed = true;
        kill();
        if (held != null) {
            held.close();
            held = null;
        }
        if (engine != null) {
            engine.close();
        }
    }
}
