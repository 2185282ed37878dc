package io.acexy.it.architecture.wrong.core.stream;

import io.acexy.it.architecture.wrong.core.vod.KnowsStream;

/** Mistake: live streams know films; and one of two packages that need each other. */
public record KnowsFilms(KnowsStream what) {}
