package io.acexy.it.architecture.wrong.server.fetch;

import io.acexy.it.architecture.wrong.server.admin.Status;

/** Mistake: what may be fetched depends on what is made of it. */
public record KnowsStatus(Status what) {}
