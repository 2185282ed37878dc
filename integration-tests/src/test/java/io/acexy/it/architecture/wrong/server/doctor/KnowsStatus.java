package io.acexy.it.architecture.wrong.server.doctor;

import io.acexy.it.architecture.wrong.server.admin.Status;

/** Mistake: the doctor asks the server, which may not run. */
public record KnowsStatus(Status what) {}
