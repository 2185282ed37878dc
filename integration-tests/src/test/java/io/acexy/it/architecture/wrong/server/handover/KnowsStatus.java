package io.acexy.it.architecture.wrong.server.handover;

import io.acexy.it.architecture.wrong.server.admin.Status;

/** Mistake: sockets go on only where what they are for is known. */
public record KnowsStatus(Status what) {}
