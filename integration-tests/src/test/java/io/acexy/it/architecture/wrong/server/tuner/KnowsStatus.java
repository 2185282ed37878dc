package io.acexy.it.architecture.wrong.server.tuner;

import io.acexy.it.architecture.wrong.server.admin.Status;

/** Mistake: a device's face knows more than it shows. */
public record KnowsStatus(Status what) {}
