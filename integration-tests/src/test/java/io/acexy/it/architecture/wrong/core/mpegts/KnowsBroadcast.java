package io.acexy.it.architecture.wrong.core.mpegts;

import io.acexy.it.architecture.wrong.core.broadcast.KnowsEngine;

/** Mistake: who reads packets knows who passes them on. */
public record KnowsBroadcast(KnowsEngine what) {}
