package io.acexy.it.architecture.wrong.server.guide;

import io.acexy.it.architecture.wrong.server.admin.Status;

/** Mistake: programmes depend on who watches. */
public record KnowsStatus(Status what) {}
