package io.acexy.it.architecture.wrong.core.derived;

import io.acexy.it.architecture.wrong.core.vod.KnowsStream;

/** Mistake: a program's stream knows films. */
public record KnowsFilms(KnowsStream what) {}
