package io.acexy.it.architecture.wrong.orchestrator.http;

import io.acexy.it.architecture.wrong.orchestrator.message.KnowsTime;

/** Mistake: the transport knows what it carries. */
public record KnowsMessage(KnowsTime what) {}
