package io.acexy.it.architecture.wrong.orchestrator;

import io.acexy.it.architecture.wrong.simulator.Simulator;

/** Mistake: the orchestrator's client knows the simulator. */
public record KnowsSimulator(Simulator simulator) {}
