package io.acexy.it.architecture.wrong.server;

import io.acexy.it.architecture.wrong.simulator.Simulator;

/** Mistake: the server knows the simulator outside of the demo. */
public record KnowsSimulator(Simulator simulator) {}
