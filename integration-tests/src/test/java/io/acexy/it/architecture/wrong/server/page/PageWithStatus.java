package io.acexy.it.architecture.wrong.server.page;

import io.acexy.it.architecture.wrong.server.admin.Status;

/** Mistake: the page knows what is going on, and not only how to ask for it. */
public record PageWithStatus(Status status) {}
