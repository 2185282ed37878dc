package io.acexy.it.architecture.wrong.server.limits;

import io.acexy.it.architecture.wrong.server.admin.Status;

/** Mistake: who counts knows who tells of it. */
public record KnowsStatus(Status status) {}
