package io.acexy.it.architecture.wrong.orchestrator.event;

import io.acexy.it.architecture.wrong.orchestrator.provision.KnowsClient;

/** Mistake: reports know how engines are asked for. */
public record KnowsProvision(KnowsClient what) {}
