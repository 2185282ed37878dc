package io.acexy.it.architecture.wrong.orchestrator.reply;

import io.acexy.it.architecture.wrong.orchestrator.health.KnowsEvents;

/** Mistake: how a call ends depends on what is known of the peer. */
public record KnowsHealth(KnowsEvents what) {}
