package io.acexy.it.architecture.wrong.server.admin;

import io.acexy.it.architecture.wrong.server.KnowsSimulator;

/** Mistake: a room knows who puts it together. */
public record KnowsRoot(KnowsSimulator what) {}
