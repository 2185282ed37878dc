package io.acexy.it.architecture.wrong.server.access;

import io.acexy.it.architecture.wrong.server.play.KnowsStatus;

/** Mistake: who may is decided by who plays. */
public record KnowsPlay(KnowsStatus what) {}
