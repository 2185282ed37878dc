package io.acexy.it.architecture.wrong.core;

import io.acexy.it.architecture.wrong.core.stream.KnowsServer;

/** Mistake: what all rooms share knows one of them. */
public record KnowsRoom(KnowsServer what) {}
