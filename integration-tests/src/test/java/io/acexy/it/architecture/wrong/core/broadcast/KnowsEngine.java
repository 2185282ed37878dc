package io.acexy.it.architecture.wrong.core.broadcast;

import io.acexy.it.architecture.wrong.core.engine.KnowsStream;

/** Mistake: broadcast knows engine. */
public record KnowsEngine(KnowsStream engine) {}
