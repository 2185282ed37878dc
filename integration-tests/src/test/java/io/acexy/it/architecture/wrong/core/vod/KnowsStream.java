package io.acexy.it.architecture.wrong.core.vod;

import io.acexy.it.architecture.wrong.core.stream.KnowsServer;

/** Mistake: a film knows live streams. */
public record KnowsStream(KnowsServer what) {}
