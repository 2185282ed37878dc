package io.acexy.it.architecture.wrong.orchestrator.time;

import io.acexy.it.architecture.wrong.orchestrator.http.KnowsMessage;

/** Mistake: a clock that asks. */
public record KnowsHttp(KnowsMessage what) {}
