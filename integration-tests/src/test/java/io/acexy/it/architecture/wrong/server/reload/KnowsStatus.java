package io.acexy.it.architecture.wrong.server.reload;

import io.acexy.it.architecture.wrong.server.admin.Status;

/** Mistake: who reads settings again knows one of those who take them over. */
public record KnowsStatus(Status what) {}
