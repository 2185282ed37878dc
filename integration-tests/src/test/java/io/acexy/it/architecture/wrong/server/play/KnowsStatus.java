package io.acexy.it.architecture.wrong.server.play;

import io.acexy.it.architecture.wrong.server.admin.Status;

/** Mistake: who plays media knows who tells of it. */
public record KnowsStatus(Status status) {}
