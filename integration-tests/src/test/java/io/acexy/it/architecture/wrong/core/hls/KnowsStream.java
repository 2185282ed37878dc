package io.acexy.it.architecture.wrong.core.hls;

import io.acexy.it.architecture.wrong.core.stream.KnowsServer;

/** Mistake: hls knows stream. */
public record KnowsStream(KnowsServer stream) {}
