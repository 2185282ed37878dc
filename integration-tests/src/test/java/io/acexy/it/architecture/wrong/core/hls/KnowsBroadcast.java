package io.acexy.it.architecture.wrong.core.hls;

import io.acexy.it.architecture.wrong.core.broadcast.KnowsEngine;

/** Mistake: hls knows broadcast. */
public record KnowsBroadcast(KnowsEngine broadcast) {}
