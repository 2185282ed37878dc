package io.acexy.it.architecture.wrong.server.m3u;

import io.acexy.it.architecture.wrong.server.admin.Status;

/** Mistake: what a playlist says depends on who serves it. */
public record KnowsStatus(Status what) {}
