package io.acexy.it.architecture.wrong.core.engine;

import io.acexy.it.architecture.wrong.core.stream.KnowsServer;

/** Mistake: engine knows stream. */
public record KnowsStream(KnowsServer stream) {}
