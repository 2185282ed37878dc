package io.acexy.it.architecture.wrong.orchestrator.provision;

import io.acexy.it.architecture.wrong.orchestrator.KnowsSimulator;

/** Mistake: a part of the client knows the client. */
public record KnowsClient(KnowsSimulator what) {}
