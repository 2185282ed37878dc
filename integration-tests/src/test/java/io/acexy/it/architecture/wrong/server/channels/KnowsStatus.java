package io.acexy.it.architecture.wrong.server.channels;

import io.acexy.it.architecture.wrong.server.admin.Status;

/** Mistake: the list of channels depends on who watches. */
public record KnowsStatus(Status what) {}
