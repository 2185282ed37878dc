package io.acexy.it.architecture.wrong.orchestrator.json;

import io.acexy.it.architecture.wrong.orchestrator.http.KnowsMessage;

/** Mistake: who reads text knows how it came. */
public record KnowsHttp(KnowsMessage what) {}
