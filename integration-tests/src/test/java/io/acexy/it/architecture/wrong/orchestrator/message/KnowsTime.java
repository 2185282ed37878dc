package io.acexy.it.architecture.wrong.orchestrator.message;

import io.acexy.it.architecture.wrong.orchestrator.time.KnowsHttp;

/** Mistake: a message that waits. */
public record KnowsTime(KnowsHttp what) {}
