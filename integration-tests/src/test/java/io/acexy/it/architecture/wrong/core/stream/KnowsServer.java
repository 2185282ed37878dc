package io.acexy.it.architecture.wrong.core.stream;

import io.acexy.it.architecture.wrong.server.config.ConfigWithChannel;

/** Mistake: core knows the server. */
public record KnowsServer(ConfigWithChannel server) {}
