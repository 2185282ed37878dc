package io.acexy.it.architecture.wrong.orchestrator.health;

import io.acexy.it.architecture.wrong.orchestrator.event.KnowsProvision;

/** Mistake: whoever looks after the orchestrator knows what it is told. */
public record KnowsEvents(KnowsProvision what) {}
