package io.acexy.it.architecture.wrong.server.lifecycle;

import io.acexy.it.architecture.wrong.server.admin.Status;

/** Mistake: whether a process lives depends on what it does. */
public record KnowsStatus(Status what) {}
