package io.acexy.it.architecture.wrong.server.log;

import io.acexy.it.architecture.wrong.server.admin.Status;

/** Mistake: who writes lines asks for more. */
public record KnowsStatus(Status what) {}
