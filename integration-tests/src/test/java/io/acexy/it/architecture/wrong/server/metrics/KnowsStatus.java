package io.acexy.it.architecture.wrong.server.metrics;

import io.acexy.it.architecture.wrong.server.admin.Status;

/** Mistake: who measures knows who shows. */
public record KnowsStatus(Status status) {}
