package io.acexy.it.architecture.wrong.simulator;

import io.acexy.it.architecture.wrong.server.config.ConfigWithChannel;

/** Mistake: the simulator knows the server. */
public record Simulator(ConfigWithChannel config) {}
