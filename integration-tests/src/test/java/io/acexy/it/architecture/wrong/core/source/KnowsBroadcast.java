package io.acexy.it.architecture.wrong.core.source;

import io.acexy.it.architecture.wrong.core.broadcast.KnowsEngine;

/** Mistake: source knows broadcast. */
public record KnowsBroadcast(KnowsEngine broadcast) {}
